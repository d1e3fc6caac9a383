from events.views.calendar import calendar_file, event_file
from events.views.feed import event_feed
from events.views.pages import event_detail, event_list, event_sheet

__all__ = ["calendar_file", "event_detail", "event_feed", "event_file", "event_list", "event_sheet"]
