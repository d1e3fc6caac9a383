"""Answers as people read them: numbers, and the cells of the table of results."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common.formats import filesize_ja, format_row, kind_ja
from correspondence.questions.counts import Share
from correspondence.questions.kinds import number_ja
from correspondence.questions.tables import Cell

register = template.Library()

_FILE = '<a class="result-table__file" href="{}">{}<span class="result-table__about">{}、{}</span></a>'
_SHARE = (
    '<tr><th scope="row">{}</th><td class="count-table__bar" aria-hidden="true">'
    '<svg class="share-bar" width="100%" height="14" focusable="false">'
    '<rect class="share-bar__ground" width="100%" height="14" rx="3"></rect>{}</svg></td>'
    '<td class="number">{}</td><td class="number">{}%</td></tr>'
)
_BAR = '<rect class="share-bar__value" width="{}%" height="14" rx="3"></rect>'
_EARLIER = '<span class="result-table__about">変更前の質問</span>'


@register.filter
def decimal_ja(value) -> str:
    """1,200.5: with commas, three places at most, without idle zeros."""
    return number_ja(value)


@register.filter
def under(row, columns) -> list:
    """Pairs of column and cell of a row of a table."""
    return list(zip(columns, row, strict=True))


@register.simple_tag
def share_rows(shares: Iterable[Share]) -> SafeString:
    """How many chose each option, with a bar."""
    return mark_safe("\n".join(map(_share, shares)))


def _share(share: Share) -> SafeString:
    bar = format_row(_BAR, f"{share.percent:.1f}") if share.count else ""
    return format_row(_SHARE, share.option, bar, f"{share.count:,}", share.percent)


@register.simple_tag
def result_cells(cells: Iterable[Cell]) -> SafeString:
    """All cells of a row in one call: 50 answers to 50 questions are 2,500 of them."""
    return mark_safe("".join(map(_cell, cells)))


def _cell(cell: Cell) -> str:
    look = f' class="{cell.look}"' if cell.look else ""
    files = "".join(map(_file, cell.files))
    earlier = _EARLIER if cell.is_earlier else ""
    return f'<td data-label="{cell.number}"{look}>{files}{escape(cell.text)}{earlier}</td>'


def _file(file) -> str:
    url = reverse("common:file", args=[file.pk])
    return format_html(_FILE, url, file.name, kind_ja(file.kind), filesize_ja(file.size))
