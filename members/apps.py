from common import subject_imports


class MembersConfig(subject_imports.RoomConfig):
    name = "members"
    verbose_name = "会員"
