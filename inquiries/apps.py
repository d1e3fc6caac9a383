from common import subject_imports


class InquiriesConfig(subject_imports.RoomConfig):
    name = "inquiries"
    verbose_name = "照会"
