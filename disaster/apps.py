from common import subject_imports


class DisasterConfig(subject_imports.RoomConfig):
    name = "disaster"
    verbose_name = "災害支援"
