"""The wards' standing rules for the secretariat: to be read; each ward writes its own."""

from django.contrib import admin

from board.models import WardClosure, WardPlace, WardQuestion, WardRule
from office.admin_dates import BoundedDates
from office.admin_looking import LookOnly


@admin.register(WardRule)
class WardRuleAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["ward", "limit", "delivery_to", "updated_at", "updated_by_name"]
    search_fields = ["ward__name", "cannot_take", "note"]
    list_select_related = ["ward"]


@admin.register(WardPlace)
class WardPlaceAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["ward", "name", "capacity", "takes_deliveries", "closed_at"]
    list_filter = ["ward", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "address"]
    list_select_related = ["ward"]


@admin.register(WardClosure)
class WardClosureAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["ward", "starts_on", "ends_on", "reason"]
    list_filter = ["ward"]
    list_select_related = ["ward"]


@admin.register(WardQuestion)
class WardQuestionAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["answer", "text", "asked_by_name", "asked_at", "replied_at"]
    list_filter = [("replied_at", admin.EmptyFieldListFilter), "answer__ward"]
    search_fields = ["text", "reply", "answer__pamphlet__title"]
    list_select_related = ["answer__ward"]
