"""Deliveries for the secretariat: it looks on, the parties write."""

from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from members.organizations.queries import name_lookups
from pamphlets.deliveries.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = [
        "answer", "dispatched_on", "carrier", "slip_number",
        "received_on", "received_count", "finished_on", "handed_out", "left_over",
    ]  # fmt: skip
    list_filter = ["dispatched_on", "answer__organization"]
    search_fields = [
        "answer__pamphlet__title",
        *name_lookups("answer__organization__"),
        "carrier",
        "slip_number",
    ]
    list_select_related = ["answer__organization", "answer__pamphlet"]
