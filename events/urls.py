from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="event-list"),
    path("list.xlsx", views.event_sheet, name="event-sheet"),
    path("calendar.ics", views.calendar_file, name="calendar"),
    path("feed.xml", views.event_feed, name="event-feed"),
    path("<int:pk>/", views.event_detail, name="event-detail"),
    path("<int:pk>.ics", views.event_file, name="event-file"),
]
