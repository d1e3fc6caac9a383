"""The row of a topic in a list, built in one call: as template nodes it cost more than all the rest."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from board.topics.audience import Audience
from board.topics.labels import with_earlier_name
from board.topics.models import Topic
from common.formats import format_row, row_url
from common.japanese_calendar import wareki
from members.organizations.models import Organization

register = template.Library()
register.filter(with_earlier_name)

_ROW = (
    '<li class="ledger__row{unread_class}">'
    '<div class="ledger__state"><span class="tag tag--{tone}">{state}</span><span>{kind}</span></div>'
    '<div class="ledger__main"><p><a class="ledger__title" href="{url}">{title}</a>{unread}{marks}</p>'
    "{excerpt}"
    '<p class="ledger__about">{sort}<span>{organization}</span><span>第{number}号</span>{deadline}</p></div>'
    '<div class="ledger__side"><span>{date}</span><span>返信 {replies}件{files}</span>{button}</div></li>'
)
_UNREAD = mark_safe(' <span class="unread">未読</span>')
_KINDS = dict(Topic.Kind.choices)
_TAGS = {
    Organization.Kind.SPECIAL_WARD: mark_safe('<span class="tag tag--ward">特別区</span>'),
    Organization.Kind.SECRETARIAT: mark_safe('<span class="tag tag--key">事務局からのお知らせ</span>'),
    Organization.Kind.ASSOCIATION: mark_safe('<span class="tag tag--neutral">団体</span>'),
}
_BUTTON = (
    '<button class="button button--text button--small no-print" name="topic" value="{}-{}"'
    ' aria-label="第{}号 {}">{}</button>'
)
_AUDIENCES = {
    Audience.WARDS: mark_safe(' <span class="tag tag--ward">特別区のみ</span>'),
    Audience.CHOSEN: mark_safe(' <span class="tag tag--neutral">選んだ団体のみ</span>'),
}
_PINNED = mark_safe(' <span class="tag tag--solid">固定</span>')
_LOCKED = mark_safe(' <span class="tag tag--warning">書込み停止</span>')
_MUNICIPALITY = mark_safe('<span class="tag tag--municipality">自治体</span>')


@register.simple_tag
def topic_row(topic: Topic, excerpt: bool = False, button: str = "") -> SafeString:
    """`topic.unread` (where it is set) marks the row, `topic.parties` names both sides of a talk.

    `excerpt` shows the beginning of the text. `button` is the label of a button in the row; the form around
    the list is sent `topic=number-activity`.
    """
    unread = getattr(topic, "unread", False)
    parties = getattr(topic, "parties", "")
    return format_row(
        _ROW,
        unread_class=" ledger__row--unread" if unread else "",
        unread=_UNREAD if unread else "",
        tone=topic.state_tone,
        state=topic.state_label,
        kind=_KINDS[topic.kind],
        url=row_url("board:topic-detail", topic.pk),
        title=topic.title,
        marks=_marks(topic),
        excerpt=format_row('<p class="meta">{}</p>', topic.excerpt) if excerpt and topic.excerpt else "",
        sort="" if parties else _TAGS.get(topic.organization.kind, _MUNICIPALITY),
        organization=parties or with_earlier_name(topic),
        number=topic.pk,
        deadline=format_row("<span>期限 {}</span>", wareki(topic.deadline)) if topic.deadline else "",
        date=_date(topic),
        replies=topic.reply_count,
        files=f"　添付 {topic.file_count}件" if topic.file_count else "",
        button=format_row(_BUTTON, topic.pk, topic.activity_no, topic.pk, button, button) if button else "",
    )


def _marks(topic: Topic) -> str:
    """Who reads it where not everybody does, whether it is pinned or locked; most rows have none."""
    if topic.audience == Audience.ALL and not topic.pinned_until and not topic.locked_at:
        return ""
    audience = "" if topic.is_talk else _AUDIENCES.get(topic.audience, "")
    parts = [_PINNED if topic.is_pinned else "", audience, _LOCKED if topic.locked_at else ""]
    return mark_safe("".join(parts))


def _date(topic: Topic) -> str:
    if topic.last_activity_at > topic.published_at:  # a reply, a stage, reopening
        return f"更新 {wareki(topic.last_activity_at)}"
    return f"投稿 {wareki(topic.published_at)}"
