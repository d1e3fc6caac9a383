from news.models.announcement import Announcement
from news.models.issue import NewsIssue

__all__ = ["Announcement", "NewsIssue"]
