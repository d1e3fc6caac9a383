from common import subject_imports


class EventsConfig(subject_imports.RoomConfig):
    name = "events"
    verbose_name = "イベント・展示"
