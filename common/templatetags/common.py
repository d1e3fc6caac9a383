"""Dates, sizes and numbers as Japanese offices write them, cheap enough for every row."""

import datetime
from functools import lru_cache

from django import template
from django.utils import timezone

from common import japanese_calendar

register = template.Library()

KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "画像",
    "image/png": "画像",
    "image/gif": "画像",
    "image/webp": "画像",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "text/csv": "CSV",
    "text/plain": "テキスト",
    "application/zip": "ZIP",
}


@register.simple_tag(takes_context=True)
def page_query(context, number):
    """`?…&page=3`: the query of the page that is asked for, with another page number.

    As `{% querystring page=3 %}`, but the rest is encoded once for all links of a page.
    """
    request = context["request"]
    rest = getattr(request, "_query_but_page", None)
    if rest is None:
        query = request.GET.copy()
        query.pop("page", None)
        rest = request._query_but_page = f"?{query.urlencode()}&" if query else "?"
    return f"{rest}page={number}"


@register.filter
def wareki(value, precision="day"):
    """令和7年11月8日(土); the argument is a precision: {{ date|wareki:event.precision }}."""
    return japanese_calendar.wareki(value or None, precision)


@register.filter
def wareki_short(value):
    """R7.11.8(土)."""
    return (
        japanese_calendar.wareki_short(japanese_calendar.as_date(value))
        if value
        else japanese_calendar.UNKNOWN
    )


@register.filter
def wareki_time(value):
    """令和7年11月8日(土) 14:05, in Tokyo time."""
    if not value:
        return japanese_calendar.UNKNOWN
    if not isinstance(value, datetime.datetime):
        return japanese_calendar.wareki(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{japanese_calendar.wareki(local.date())} {local.hour}:{local.minute:02}"


@register.filter
def fiscal_year(value):
    """令和7年度 (2025), from a year or a date."""
    if value is None or value == "":
        return "年度不詳"
    return japanese_calendar.fiscal_year_name(
        value if isinstance(value, int) else japanese_calendar.fiscal_year(value)
    )


@register.filter
def filesize_ja(value):
    """512バイト, 34 KB, 1.2 MB (1 KB = 1,024バイト)."""
    return _filesize(int(value or 0))


@lru_cache(maxsize=4096)
def _filesize(size: int) -> str:
    if size < 1024:
        return f"{size}バイト"
    if size < 1024 * 1024:
        return f"{-(-size // 1024):,} KB"  # never 0 KB, never 1,024 KB shown as less than it is
    return f"{size / 1024 / 1024:,.1f} MB"


@register.filter
def kind_ja(value):
    """PDF, 画像, Word …, from a media type or a stored file."""
    return KINDS.get(getattr(value, "kind", value), "ファイル")


@register.filter
def number_ja(value):
    """1,234; an unknown number is 不明, never 0."""
    if value is None or value == "":
        return "不明"
    return f"{value:,}"
