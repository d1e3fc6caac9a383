"""Notices whose time of publication, or whose last day, has come; may run twice without harm."""

from common import clock
from news.announcements.models import Announcement
from news.editing.actions import end_announcement, publish_due_announcement


@clock.each(
    clock.every(1),
    rows=lambda now: Announcement.objects.publication_due(now),
    label="予約したお知らせの公開",
    lock=False,
)
def publish_scheduled_announcement(announcement, *, now) -> bool:
    """A notice whose time of publication has come."""
    return publish_due_announcement(announcement=announcement)


@clock.each(clock.hourly(2), rows=lambda now: Announcement.objects.end_due(now), label="お知らせの掲載の終了")
def end_due_announcement(announcement, *, now):
    """A notice whose last day is over."""
    end_announcement(announcement=announcement, by=None)
