from news.views.announcements import announcement_detail, announcement_list
from news.views.issues import newsissue_detail, newsissue_list

__all__ = ["announcement_detail", "announcement_list", "newsissue_detail", "newsissue_list"]
