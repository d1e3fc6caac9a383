from common import subject_imports


class NewsConfig(subject_imports.RoomConfig):
    name = "news"
    verbose_name = "お知らせ"
