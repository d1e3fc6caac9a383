"""Rows of support and numbers, each block in one pass: as template nodes they cost more than all queries."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from common.formats import format_row, number_ja
from common.japanese_calendar import fiscal_year_name, wareki
from disaster.disaster_page.panels import Part
from disaster.disaster_page.timeline import Entry
from disaster.figures.values import FigureValue
from disaster.support_records.models import Basis, Giver, Kind, Length, State, Told
from disaster.support_records.moments import Moments
from members.local_governments.models import LocalGovernment

register = template.Library()

_KINDS, _STATES, _GIVERS = dict(Kind.choices), dict(State.choices), dict(Giver.choices)
_BASES, _LENGTHS = dict(Basis.choices), dict(Length.choices)
_UNKNOWN = mark_safe('<span class="unknown">不明</span>')
_NO_AMOUNT = mark_safe('<span class="unknown">金額は確認中</span>')
_NO_DAY = mark_safe('<span class="unknown">時点不明</span>')
_DRAFT = mark_safe(' <span class="tag tag--warning">下書き</span>')
_RECORD = (
    '<tr><td data-label="支援した団体"><div>{sender}{state}</div></td>'
    '<td data-label="支援先">{recipient}</td><td data-label="内容"><div>{content}</div></td>'
    '<td class="number" data-label="数"><div>{number}</div></td><td data-label="備考">{note}</td>'
    '<td class="trace" data-label="時点・出典"><div>{as_of}'
    ' <a href="#source-{source}">出典{source}</a></div></td></tr>'
)
_SUPPORT = (
    '<tr><td data-label="災害"><a href="{url}">{disaster}</a></td>'
    '<td data-label="{side}"><div>{other}{state}</div></td><td data-label="内容"><div>{content}</div></td>'
    '<td class="number" data-label="数"><div>{number}</div></td>'
    '<td data-label="備考">{note}</td></tr>'
)
_FIGURE = (
    '<li>{}\n<a class="no-print" href="{}">この数の根拠<span class="visually-hidden">（{}）</span></a></li>'
)
_SHOWN_FIGURE = (
    '<li><span class="figure__basis">{}</span><span class="figure__number">{}'
    '<span class="figure__unit">{}</span></span><span class="figure__basis">{}</span></li>'
)
_ENTRY = (
    '<li class="timeline__entry"><p class="timeline__date">{began}</p><div class="stack stack--small">'
    '<h3><a href="{url}">{name}</a>{draft}</h3>{areas}{figures}{unknown}</div></li>'
)


@register.filter
def told_number(row: Told) -> SafeString:
    """How much money, how many people or what goods."""
    if row.is_money:
        return _NO_AMOUNT if row.amount_yen is None else mark_safe(f"{number_ja(row.amount_yen)}円")
    if row.people is not None:
        basis = _BASES.get(row.basis, "")
        return mark_safe(f'{number_ja(row.people)}{row.people_unit}<span class="basis">{basis}</span>')
    if row.kind == Kind.STAFF:
        return _UNKNOWN
    return (
        format_row("{} {}{}", row.item, row.quantity, row.unit)
        if row.quantity is not None
        else SafeString("")
    )


@register.simple_tag
def told_content(row: Told, is_of_one_kind: bool = False) -> SafeString:
    """What was done, after which scheme, when and how long; its kind where no heading names it."""
    names_kind = not is_of_one_kind or not (row.job or row.content or row.period_start)
    parts = [format_row("{} ", _KINDS[row.kind])] if names_kind else []
    parts.append(format_row("{}", row.job))
    if row.scheme:
        parts.append(format_row("（{}）", row.scheme))
    if row.content:
        parts.append(format_row(" {}", row.content))
    for word, day in (("から", row.period_start), ("まで", row.period_start and row.period_end)):
        if day:
            parts.append(f' <span class="period">{wareki(day)}{word}</span>')
    if row.length:
        parts.append(f' <span class="period__length">{_LENGTHS[row.length]}</span>')
    return mark_safe("".join(parts))


@register.filter
def record_rows(part: Part) -> SafeString:
    """The rows of the records of one type."""
    return mark_safe("\n".join(_record(row, part.is_of_one_kind) for row in part.rows))


def _record(row: Told, is_of_one_kind: bool) -> SafeString:
    return format_row(
        _RECORD,
        sender=row.sender,
        state=_state_tag(row.shown_state),
        recipient=row.recipient or _UNKNOWN,
        content=told_content(row, is_of_one_kind),
        number=told_number(row),
        note=_note(row),
        as_of=format_row('<span class="period">{}</span>', wareki(row.as_of)) if row.as_of else _NO_DAY,
        source=row.source_number,
    )


@register.simple_tag
def support_rows(rows: Iterable[Told], gives: bool) -> SafeString:
    """The rows of what a ward gave, or of what a municipality was given."""
    return mark_safe("\n".join(_support(row, gives) for row in rows))


def _support(row: Told, gives: bool) -> SafeString:
    warned = row.state in (State.PLANNED, State.CANCELLED)
    return format_row(
        _SUPPORT,
        url=row.record.disaster.get_absolute_url(),
        disaster=row.record.disaster,
        side="支援先" if gives else "支援した団体",
        other=(row.recipient or "不明") if gives else row.sender,
        state=_state_tag(row.state) if warned else "",
        content=told_content(row),
        number=told_number(row),
        note=_note(row),
    )


def _state_tag(state: str) -> SafeString | str:
    if state == State.NONE:
        return ""
    look = " tag--warning" if state in (State.PLANNED, State.CANCELLED) else ""
    return mark_safe(f' <span class="tag{look}">{_STATES[state]}</span>')


def _note(row: Told) -> SafeString:
    """Nothing at all where nothing was noted: a narrow screen leaves such a cell out."""
    derived = format_row(' <span class="tag">推論</span> {}', row.derived) if row.derived else ""
    return format_row("<div>{}{}</div>", row.note, derived) if row.note or derived else SafeString("")


@register.filter
def figure_value(each: FigureValue) -> SafeString:
    """A number with its label, its unit and on what it rests."""
    if each.value is None:
        number = mark_safe('<span class="figure__number figure__number--unknown">確認中</span>')
    else:
        pattern = '<span class="figure__number">{}<span class="figure__unit">{}</span></span>'
        number = format_row(pattern, number_ja(each.value), each.unit)
    pattern = '<span class="figure__basis">{}</span>\n{}\n<span class="figure__basis">{}</span>'
    return format_row(pattern, each.label, number, each.basis)


@register.simple_tag
def figure_strip(figures: Iterable[FigureValue]) -> SafeString:
    """Numbers, each with the way to where it comes from."""
    items = (format_row(_FIGURE, figure_value(each), each.get_absolute_url(), each.label) for each in figures)
    return format_row('<ul class="figures">{}</ul>', mark_safe("\n".join(items)))


@register.simple_tag
def figure_line(figures: Iterable[FigureValue]) -> SafeString:
    """The same above a list, in few words."""
    items = (_sum(each, each.get_absolute_url()) for each in figures)
    return format_row('<ul class="figures figures--line">{}</ul>', mark_safe("".join(items)))


@register.simple_tag
def timeline_entries(entries: Iterable[Entry], moments: Moments) -> SafeString:
    """Disasters of a year, each with its numbers."""
    query = moments.query
    return mark_safe("".join(_entry(entry, query) for entry in entries))


def _entry(entry: Entry, query: str) -> SafeString:
    disaster = entry.disaster
    numbers = [*map(_whole, entry.statements), *map(_sum, entry.figures)]
    return format_row(
        _ENTRY,
        began=wareki(disaster.began_on, disaster.date_precision),
        url=disaster.get_absolute_url() + query,
        name=disaster.name,
        draft="" if disaster.is_published else _DRAFT,
        areas=_line("支援先 {}", entry.areas),
        figures=mark_safe(f'<ul class="figures">{"".join(numbers)}</ul>') if numbers else "",
        unknown=_line("記録を確認中：{}", entry.unknown),
    )


def _line(pattern: str, names: list[str]) -> SafeString | str:
    return format_row(f'<p class="meta">{pattern}</p>', "、".join(names)) if names else ""


def _whole(told: Told) -> SafeString | str:
    """What a source printed; nothing where it is no number of people or yen."""
    if told.people is not None:
        number, unit = told.people, told.people_unit
    elif told.amount_yen is not None:
        number, unit = told.amount_yen, "円"
    else:
        return ""
    giver = "" if told.giver == Giver.UNKNOWN else f"（{_GIVERS[told.giver]}）"
    year = f" {fiscal_year_name(told.fiscal_year)}" if told.fiscal_year else ""
    label = f"公表値 {_KINDS[told.kind]}{giver}"
    return format_row(_SHOWN_FIGURE, label, number_ja(number), unit, _BASES.get(told.basis, "") + year)


def _sum(each: FigureValue, url: str = "") -> SafeString:
    """What the records add up to; with the way to where it comes from."""
    label = format_row('<a href="{}">{}</a>', url, each.label) if url else each.label
    open_ = f"ほかに確認中{number_ja(each.unknown)}件" if each.unknown else ""
    basis = "一部の記録" if each.coverage else open_
    return format_row(_SHOWN_FIGURE, label, number_ja(each.value), each.unit, basis)


@register.filter
def area_items(areas: Iterable[tuple[LocalGovernment, bool]]) -> SafeString:
    """Stricken bodies; whoever was helped leads to what it was given."""
    return mark_safe("\n".join(_area(body.code if helped else "", body.full_name) for body, helped in areas))


@lru_cache(maxsize=2000)
def _area(code: str, name: str) -> SafeString:
    if not code:
        return format_row("<li>{}</li>", name)
    return format_row(
        '<li><a href="{}">{}</a></li>', reverse("disaster:municipality-support", args=[code]), name
    )


@register.filter
@lru_cache(maxsize=500)
def source_links(text: str) -> SafeString:
    """As `urlize`, each source once for all pages that name it."""
    return mark_safe(urlize(text, nofollow=True, autoescape=True))
