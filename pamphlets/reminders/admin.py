"""Reminders and proposed changes for the secretariat: to be read; clock and parties write."""

from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from members.organizations.queries import name_lookups
from pamphlets.reminders.models import WardReminder


@admin.register(WardReminder)
class WardReminderAdmin(ReadOnlyAdmin):
    list_display = ["answer", "due_on", "days_before", "at"]
    list_filter = ["due_on", "days_before"]
    search_fields = ["answer__pamphlet__title", *name_lookups("answer__organization__")]
    list_select_related = ["answer__organization", "answer__pamphlet"]
