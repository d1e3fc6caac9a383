from common import subject_imports


class PortalConfig(subject_imports.RoomConfig):
    name = "portal"
    verbose_name = "ポータル"
