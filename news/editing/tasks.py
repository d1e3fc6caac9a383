"""Notices whose time of publication, or whose last day, has come; may run twice without harm."""

from common import clock, japanese_calendar
from news.announcements.models import Announcement
from news.editing.actions import end_announcement, gather_announcements, publish_due_announcement


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


@clock.once(clock.daily("8:30", working_days=True), label="お知らせのまとめての通知")
def tell_gathered_announcements(*, now) -> None:
    """On the first working day of the week; missed, it is done later on that day."""
    day = japanese_calendar.as_date(now)
    if day == japanese_calendar.first_working_day_of_week(day):
        gather_announcements()
