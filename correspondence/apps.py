from common import subject_imports


class CorrespondenceConfig(subject_imports.RoomConfig):
    name = "correspondence"
    verbose_name = "依頼と回答"
