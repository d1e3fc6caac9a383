"""Reminders and proposed changes for the secretariat: to be read; clock and parties write."""

from django.contrib import admin

from board.models import AnswerChange, WardReminder
from office.admin_dates import BoundedDates
from office.admin_looking import LookOnly


@admin.register(WardReminder)
class WardReminderAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["answer", "due_on", "days_before", "sent_at"]
    list_filter = ["due_on", "days_before"]
    search_fields = ["answer__pamphlet__title", "answer__ward__name"]
    list_select_related = ["answer__ward", "answer__pamphlet"]


@admin.register(AnswerChange)
class AnswerChangeAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["answer", "side", "copies_before", "copies", "state", "proposed_at", "decided_at"]
    list_filter = ["state", "side"]
    search_fields = ["answer__pamphlet__title", "answer__ward__name", "reason"]
    list_select_related = ["answer__ward", "answer__pamphlet"]
