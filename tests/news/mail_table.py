"""The mails of this room: how each comes about, and what makes it untrue."""

from news.editing import actions
from news.editing.emails import AnnouncementPublished, AnnouncementsGathered
from tests.mails import MailLine


def _published(request) -> AnnouncementPublished:
    row = request.getfixturevalue("make_announcement")("停電", draft=True, telling="at_once")
    by = request.getfixturevalue("secretariat")
    return AnnouncementPublished(actions.publish_announcement(announcement=row, by=by))


def _withdrawn(request, mail):
    actions.withdraw_announcement(announcement=mail.about, by=request.getfixturevalue("secretariat"))


def _gathered(request) -> AnnouncementsGathered:
    make = request.getfixturevalue("make_announcement")
    for title in ("停電", "講演"):
        row = make(title, telling="gathered")
    assert actions.gather_announcements() == 2
    row.refresh_from_db()
    return AnnouncementsGathered(row)


def _all_ended(request, mail):
    for row in mail.announcements:
        actions.end_announcement(announcement=row, by=None)


MAILS = {
    "news.announcement_published": MailLine(_published, _withdrawn),
    "news.announcements_gathered": MailLine(_gathered, _all_ended),
}
