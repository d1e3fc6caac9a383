from django.contrib import admin

from common.formats import number_ja
from common.japanese_calendar import wareki
from members.access.admin import AuditedAdmin
from members.metrics.models import Metric


@admin.register(Metric)
class MetricAdmin(AuditedAdmin):
    list_display = ["name", "as_of_column", "value_column", "qualifier", "source"]
    list_filter = ["name"]
    search_fields = ["qualifier", "source"]
    search_help_text = "公表時の表現・出典から探します。"

    @admin.display(description="時点", ordering="as_of")
    def as_of_column(self, metric):
        return wareki(metric.as_of, metric.precision)

    @admin.display(description="値", ordering="value")
    def value_column(self, metric):
        return number_ja(metric.value)
