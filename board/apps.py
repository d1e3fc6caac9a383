from common import subject_imports


class BoardConfig(subject_imports.RoomConfig):
    name = "board"
    verbose_name = "掲示板"
