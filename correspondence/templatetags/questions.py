"""Answers as people read them: numbers, and the cells of the table of results."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common.formats import filesize_ja, format_row, kind_ja
from common.japanese_calendar import wareki
from correspondence.questions.counts import Figures, Share
from correspondence.questions.kinds import Kind, number_ja
from correspondence.questions.tables import Cell

register = template.Library()

_FILE = '<a class="result-table__file" href="{}">{}<span class="result-table__about">{}、{}</span></a>'
_SHARE = (
    '<tr><th scope="row">{}</th><td class="count-table__bar" aria-hidden="true">'
    '<svg class="share-bar" width="100%" height="14" focusable="false">'
    '<rect class="share-bar__ground" width="100%" height="14" rx="3"></rect>{}</svg></td>'
    '<td class="number">{}</td><td class="number">{}%</td></tr>'
)
_FACT, _FACTS = "<span>{}</span>", '<p class="meta">{}</p>'
_FIGURE, _FIGURES = "<div><dt>{}</dt><dd>{}</dd></div>", '<dl class="count-figures">{}</dl>'
_COLUMN = '<div class="counted__column"><h3>{}</h3>\n{}</div>'
_SHARES = (
    '<table class="table table--dense count-table">'
    '<caption class="visually-hidden">{label}の集計{caption}</caption>'
    '<thead><tr><th scope="col">選択肢</th><td class="count-table__bar" aria-hidden="true"></td>'
    '<th scope="col" class="number">{counted}</th><th scope="col" class="number">割合</th></tr></thead>'
    "<tbody>{rows}</tbody></table>{more}"
)
_MORE_CAPTION = "（いくつでも選べる質問のため、合計は100%を超えることがあります）"
_MORE = mark_safe('<p class="meta">いくつでも選べる質問のため、割合の合計は100%を超えることがあります。</p>')
_HIDDEN = (
    '<p class="meta">答えた{who}が少ないため、この質問の集計は表示しません。'
    "どの{who}の回答かが分かるおそれがあります。</p>"
)
_BAR = '<rect class="share-bar__value" width="{}%" height="14" rx="3"></rect>'
_EARLIER = '<span class="result-table__about">変更前の質問</span>'


@register.filter
def under(row, columns) -> list:
    """Pairs of column and cell of a row of a table."""
    return list(zip(columns, row, strict=True))


@register.simple_tag
def figures_of(figures: Figures, who: str = "団体") -> SafeString:
    """One version of a question in numbers, drawn in one pass: an inquiry asks up to fifty.

    `who` answered: 団体, or 人.
    """
    if figures.is_hidden:
        return format_row(_HIDDEN, who=who)
    question = figures.question
    facts = [question.get_kind_display(), f"答えた{who} {figures.answered:,}{who}"]
    facts += [f"{figures.rows:,}行"] if figures.rows else []
    facts += [f"ファイル {figures.files:,}件"] if figures.files else []
    told = [format_row(_FACTS, mark_safe("".join(format_row(_FACT, fact) for fact in facts)))]
    if figures.shares:
        told.append(_share_table(figures, who))
    elif figures.answered and figures.numbers:
        told.append(
            _listed((label, f"{number_ja(value)}{question.unit}") for label, value in figures.numbers)
        )
    elif figures.dates:
        told.append(_listed((label, wareki(day)) for label, day in figures.dates))
    told += [format_row(_COLUMN, column.question.name, figures_of(column, who)) for column in figures.columns]
    return mark_safe("\n".join(told))


def _share_table(figures: Figures, who: str) -> SafeString:
    is_multiple = figures.question.kind == Kind.MULTIPLE
    return format_row(
        _SHARES,
        label=figures.question.label,
        caption=_MORE_CAPTION if is_multiple else "",
        counted="行" if figures.rows else who,
        rows=mark_safe("\n".join(map(_share, figures.shares))),
        more=_MORE if is_multiple else "",
    )


def _listed(pairs: Iterable[tuple[str, str]]) -> SafeString:
    return format_row(_FIGURES, mark_safe("".join(format_row(_FIGURE, *pair) for pair in pairs)))


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
