from django.urls import path, re_path

from events.calendars.views import event_file
from events.event_lists.views import (
    calendar,
    event_archive,
    event_feed,
    event_list,
    event_month,
    event_series,
    event_sheet,
)
from events.event_page.views import event_detail

app_name = "events"
urlpatterns = [
    path("", event_list, name="event-list"),
    path("list.xlsx", event_sheet, name="event-sheet"),
    re_path(r"^calendar/(?:(?P<month>[0-9]{4}-[0-9]{2})/)?$", event_month, name="event-month"),
    path("archive/", event_archive, name="event-archive"),
    path("series/<int:pk>/", event_series, name="event-series"),
    path("calendar.ics", calendar, name="calendar"),
    path("feed.xml", event_feed, name="event-feed"),
    path("<int:pk>/", event_detail, name="event-detail"),
    path("<int:pk>.ics", event_file, name="event-file"),
]
