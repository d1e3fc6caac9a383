"""Deliveries for the secretariat: it looks on, the parties write."""

from django.contrib import admin

from board.admin.pamphlet import LookOnly
from board.models import Delivery
from office.admin_dates import BoundedDates


@admin.register(Delivery)
class DeliveryAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = [
        "answer", "dispatched_on", "carrier", "slip_number",
        "received_on", "received_count", "finished_on", "handed_out", "left_over",
    ]  # fmt: skip
    list_filter = ["dispatched_on", "answer__ward"]
    search_fields = ["answer__pamphlet__title", "answer__ward__name", "carrier", "slip_number"]
    list_select_related = ["answer__ward", "answer__pamphlet"]
