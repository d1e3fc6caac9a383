"""The wards' standing rules for the secretariat: to be read; each ward writes its own."""

from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from members.organizations.queries import name_lookups
from pamphlets.ward_rules.models import WardClosure, WardPlace, WardRule


@admin.register(WardRule)
class WardRuleAdmin(ReadOnlyAdmin):
    list_display = ["ward", "limit", "delivery_to", "updated_at", "updated_by_name"]
    search_fields = [*name_lookups("ward__"), "cannot_take", "note"]
    list_select_related = ["ward"]


@admin.register(WardPlace)
class WardPlaceAdmin(ReadOnlyAdmin):
    list_display = ["ward", "name", "capacity", "takes_deliveries", "closed_at"]
    list_filter = ["ward", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "address"]
    list_select_related = ["ward"]


@admin.register(WardClosure)
class WardClosureAdmin(ReadOnlyAdmin):
    list_display = ["ward", "starts_on", "ends_on", "reason"]
    list_filter = ["ward"]
    list_select_related = ["ward"]
