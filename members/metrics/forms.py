from django import forms

from common.fields import JapaneseDateField, JapaneseIntegerField, LineField
from common.japanese_calendar import YearOf
from common.text import COUNTERS
from members.metrics.models import Metric
from members.registers.forms import RowForm


class MetricForm(RowForm):
    """One published figure with its day and source."""

    columns = ("name", "as_of", "precision", "value", "qualifier", "source")
    name = forms.ChoiceField(label="項目", choices=Metric.Name)
    as_of = JapaneseDateField(
        label="時点",
        year=YearOf.LAST,
        help_text="例：令和8年4月1日。月・年までしか分からないときは、その初日。",
    )
    precision = forms.ChoiceField(label="時点の細かさ", choices=Metric.Precision)
    value = JapaneseIntegerField(label="値", units=COUNTERS, min_value=0, max_value=2**60)
    qualifier = LineField(
        label="公表時の表現", max_length=200, help_text="公開のページに、このまま出ます。例：約300自治体"
    )
    source = LineField(label="出典", max_length=300, help_text="資料の名称、発行した団体、アドレスなど。")
