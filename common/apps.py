from common import subject_imports


class CommonConfig(subject_imports.RoomConfig):
    name = "common"
    verbose_name = "事務"
