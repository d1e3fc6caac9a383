from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.formats import render_once, row_url
from common.japanese_calendar import wareki
from disaster.disasters.models import Disaster

register = template.Library()
COUNTS = ("payments_count", "dispatches_count", "goods_count", "others_count", "records_count")


@register.simple_tag
def disaster_rows(disasters: Iterable[Disaster]) -> SafeString:
    """The rows of the list of disasters."""
    return mark_safe("\n".join(map(_row, disasters)))


def _row(disaster: Disaster) -> SafeString:
    return render_once(
        "disaster/disasters/_disaster_row.html",
        url=row_url("disaster:disaster-detail", disaster.pk),
        name=disaster.name,
        began=wareki(disaster.began_on, disaster.date_precision),
        areas=disaster.areas,
        is_draft=not disaster.is_published,
        **{name: getattr(disaster, name) for name in COUNTS},
    )
