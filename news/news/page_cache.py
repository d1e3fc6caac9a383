"""When a public page of this room has changed."""

from news.models import Announcement, NewsIssue
from office import freshness


def stamp(**_) -> str:
    """Changes with any notice or issue: the first page shows both."""
    return "news-" + "-".join(model.objects.published().stamp() for model in (Announcement, NewsIssue))


public_page = freshness.public_page(stamp)
