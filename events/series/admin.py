from django.contrib import admin

from common.admin_site import SiteAdmin
from events.series.forms import EventSeriesForm
from events.series.models import EventSeries


@admin.register(EventSeries)
class EventSeriesAdmin(SiteAdmin):
    form = EventSeriesForm
    list_display = ("name", "changed_at")
    search_fields = ("name",)
