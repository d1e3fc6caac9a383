from common import subject_imports


class PamphletsConfig(subject_imports.RoomConfig):
    name = "pamphlets"
    verbose_name = "パンフレット配布依頼"
