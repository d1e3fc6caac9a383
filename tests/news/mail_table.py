"""The mails of this room: how each comes about, and what makes it untrue."""

from news.editing import actions
from news.editing.emails import AnnouncementPublished
from tests.mails import MailLine


def _published(request) -> AnnouncementPublished:
    row = request.getfixturevalue("make_announcement")("停電", draft=True, telling="at_once")
    by = request.getfixturevalue("secretariat")
    return AnnouncementPublished(actions.publish_announcement(announcement=row, by=by))


def _withdrawn(request, mail):
    actions.withdraw_announcement(announcement=mail.about, by=request.getfixturevalue("secretariat"))


MAILS = {
    "news.announcement_published": MailLine(_published, _withdrawn),
}
