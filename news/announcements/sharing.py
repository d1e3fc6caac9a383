"""How a notice looks where its address is shared."""

from common.sharing.sharing import Sharing, day, first_picture, publisher
from common.text import plain_prose
from news.announcements.models import Announcement


def sharing_of(announcement: Announcement, pictures) -> Sharing | None:
    if not announcement.is_published:
        return None
    facts = {
        "@type": "NewsArticle",
        "headline": announcement.title,
        "datePublished": day(announcement.published_at),
        "dateModified": day(announcement.changed_at),
        "publisher": publisher(),
    }
    return Sharing(
        path=announcement.get_absolute_url(),
        title=announcement.title,
        facts=facts,
        description=plain_prose(announcement.body),
        picture=first_picture(pictures),
    )
