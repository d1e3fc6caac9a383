from django.contrib import admin

from common.admin_mixins import column
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

    as_of_column = column("時点", lambda row: wareki(row.as_of, row.precision), ordering="as_of")
    value_column = column("値", lambda row: number_ja(row.value), ordering="value")
