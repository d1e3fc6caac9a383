"""When a public page of this room has changed."""

from common import page_cache
from news.news.models import Announcement, NewsIssue


def stamp(**_) -> str:
    """Changes with any notice or issue: the first page shows both."""
    return "news-" + "-".join(model.objects.published().stamp() for model in (Announcement, NewsIssue))


public_page = page_cache.cached_for_visitors(stamp)
