from django.urls import path

from events.calendars.views import event_file
from events.event_lists.views import calendar, event_feed, event_list, event_sheet
from events.event_page.views import event_detail

app_name = "events"
urlpatterns = [
    path("", event_list, name="event-list"),
    path("list.xlsx", event_sheet, name="event-sheet"),
    path("calendar.ics", calendar, name="calendar"),
    path("feed.xml", event_feed, name="event-feed"),
    path("<int:pk>/", event_detail, name="event-detail"),
    path("<int:pk>.ics", event_file, name="event-file"),
]
