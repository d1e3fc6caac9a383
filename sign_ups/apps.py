from common import subject_imports


class SignUpsConfig(subject_imports.RoomConfig):
    name = "sign_ups"
    verbose_name = "参加の申込"
