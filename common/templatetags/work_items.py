"""What is to be done and what is running, a line each, built in one call: as template nodes it cost most."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.formats import format_row
from common.work_items import PendingItem, RunningItem

register = template.Library()

_PENDING = (
    '<li{overdue_class}><div class="work-items__main">'
    '<p class="work-items__title">{overdue}{state}<span id="item-{n}">{title}</span></p>{about}{note}</div>'
    '<p class="work-items__due">{due}{days}</p>'
    '<p class="work-items__act"><a class="button button--small{style}" id="act-{n}" href="{url}"'
    ' aria-labelledby="act-{n} item-{n}">{verb}</a></p></li>'
)
_OVERDUE_CLASS = mark_safe(' class="is-overdue"')
_OVERDUE = mark_safe('<span class="tag tag--error">期限超過</span> ')
_RUNNING = '<dd><a href="{}">{}</a>{} <span class="meta"><span>{}</span>{}</span></dd>'
_NEW = mark_safe(' <span class="unread">新しい返信</span>')


@register.simple_tag
def work_items(items: Iterable[PendingItem], lists: bool = False) -> SafeString:
    """With one button each; `lists` adds the way to the list where the button leads elsewhere."""
    rows = [_pending(number, item, lists) for number, item in enumerate(items, 1)]
    return SafeString(f'<ul class="work-items">{"".join(rows)}</ul>')


def _pending(number: int, item: PendingItem, lists: bool) -> SafeString:
    about = [_span(text) for text in (item.who, item.number) if text]
    if lists and item.list_url != item.url:
        about.append(format_row('<a href="{}">一覧を開く</a>', item.list_url))
    days = item.days_words
    return format_row(
        _PENDING,
        n=number,
        overdue_class=_OVERDUE_CLASS if item.is_overdue else "",
        overdue=_OVERDUE if item.is_overdue else "",
        state=format_row('<span class="tag tag--{}">{}</span> ', item.tone, item.state) if item.state else "",
        title=item.title,
        about=format_row('<p class="meta">{}</p>', SafeString("".join(about))) if about else "",
        note=format_row('<p class="meta">{}</p>', item.note) if item.note else "",
        due=_span(item.due_words) if item.due else "",
        days=format_row('<span class="meta">{}</span>', days) if days else "",
        style="" if item.is_overdue else " button--outlined",
        url=item.url,
        verb=item.verb,
    )


@register.simple_tag
def running_items(items: Iterable[RunningItem]) -> SafeString:
    """Each with how it stands."""
    return SafeString("".join(_running(item) for item in items))


def _running(item: RunningItem) -> SafeString:
    due = _span(item.due_words) if item.due else ""
    return format_row(_RUNNING, item.url, item.title, _NEW if item.is_new else "", item.state, due)


def _span(text: str) -> SafeString:
    return format_row("<span>{}</span>", text)
