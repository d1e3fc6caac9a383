"""The replies on the page of a topic in one pass: as template nodes they cost more than all the rest."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from board.replies.models import REPLIES_PER_PAGE, Reply
from common.formats import format_row, row_url
from common.japanese_calendar import wareki_time
from members.organizations.models import Organization

register = template.Library()

_LETTER = (
    '<li class="letter{side}{new_class}" id="reply-{number}">'
    '<p class="cluster letter__head"><strong>返信{number}</strong>{new}{organization}{earlier}'
    '<span>{section} {author}</span><span class="meta">{at}</span></p>{content}{history}'
    '<div class="cluster letter__tools no-print">{tools}</div>{unhide}</li>'
)
_SIDES = {
    Organization.Kind.SPECIAL_WARD: " letter--ward",
    Organization.Kind.SECRETARIAT: " letter--secretariat",
}
_NEW = mark_safe('<span class="unread">新着</span>')
_REPORTED = mark_safe('<span class="meta">通報済み</span>')
_HIDDEN = (
    '<p class="meta"><span class="tag tag--error">非表示</span> '
    "この返信は事務局により非表示になっています。{}</p>"
)
_MENU = (
    '<details class="acts-menu"><summary aria-label="返信{number}のその他の操作">その他</summary>'
    '<div class="account__list"><ul class="links">{items}</ul></div></details>'
)
_HISTORY = '<p class="meta letter__tools">{}<a class="no-print" href="{}">編集の記録を見る</a></p>'
_DESCRIBE = '<p class="no-print"><a href="{}">添付ファイルの説明を書く</a></p>'


@register.simple_tag(takes_context=True)
def reply_letters(context, replies: list[Reply]) -> SafeString:
    """The items of the list; each reply with what `replies_page` and the panels set on it."""
    topic_url = context["topic"].get_absolute_url()
    return mark_safe("\n".join(_letter(context, reply, topic_url) for reply in replies))


def _letter(context, reply: Reply, topic_url: str) -> SafeString:
    return format_row(
        _LETTER,
        side=_SIDES.get(reply.organization.kind, ""),
        new_class=" letter--unread" if reply.is_new else "",
        number=reply.number,
        new=_NEW if reply.is_new else "",
        organization=organization_tag(reply.organization.kind, reply.organization.full_name),
        earlier=format_row('<span class="meta">（投稿時: {}）</span>', reply.earlier_name)
        if reply.earlier_name
        else "",
        section=reply.section.name_now,
        author=reply.author_name,
        at=wareki_time(reply.created_at),
        content=_gone(reply) + _content(reply),
        history=_history(reply),
        tools=_tools(context, reply, topic_url),
        unhide=_unhide(context, reply),
    )


@lru_cache(maxsize=2_000)
def organization_tag(kind: str, full_name: str) -> SafeString:
    """`components/organization_tag.html`, which shows nothing else of an organisation."""
    organization = {
        "kind": kind,
        "full_name": full_name,
        "is_special_ward": kind == Organization.Kind.SPECIAL_WARD,
        "is_secretariat": kind == Organization.Kind.SECRETARIAT,
    }
    return mark_safe(
        render_to_string("components/organization_tag.html", {"organization": organization}).strip()
    )


def _gone(reply: Reply) -> SafeString:
    """That it was taken back or hidden; most were not."""
    if reply.is_retracted:
        return mark_safe(render_to_string("common/retractions/retracted.html", {"row": reply}))
    if not reply.is_hidden:
        return mark_safe("")
    return format_row(_HIDDEN, f"理由：{reply.hidden_reason}" if reply.readable else "")


def _content(reply: Reply) -> SafeString:
    if not reply.readable:
        return mark_safe("")
    above = files = ""
    if reply.quoted_number or reply.capacity or reply.capacity_at:
        above = render_to_string("board/reply_capacity/_reply_capacity.html", {"reply": reply})
    if reply.files:
        files = render_to_string("components/files.html", {"files": reply.files})
    if reply.describable:
        files += format_row(_DESCRIBE, row_url("board:reply-files", reply.pk))
    return mark_safe(f'{above}<div class="topic-body">{reply.body_html}</div>{files}')  # saved rendered


def _history(reply: Reply) -> SafeString | str:
    if not (reply.has_history and reply.readable):
        return ""
    at = format_row("<span>編集済み {}</span> ", wareki_time(reply.edited_at)) if reply.edited_at else ""
    return format_row(_HISTORY, at, row_url("board:reply-history", reply.pk))


_OWN = (
    ("may_edit", "board:reply-edit", "を", "編集する"),
    ("may_mark", "board:reply-capacity-edit", "の", "立場を変える"),
)
_REPORT = (("may_report", "board:reply-report", "を", "事務局に通報する"),)
_TAKE_BACK = (
    ("may_retract", "board:reply-retract", "を", "撤回する"),
    ("may_purge", "board:reply-purge", "を", "完全に削除する"),
    ("may_hide", "board:reply-hide", "を", "非表示にする"),
)


def _tools(context, reply: Reply, topic_url: str) -> SafeString:
    """To quote it, and all else in one menu."""
    number = reply.number
    page = (number - 1) // REPLIES_PER_PAGE + 1
    quote = f"{topic_url}?quote={number}{f'&page={page}' if page > 1 else ''}#answer"
    own = f"{topic_url}{f'?page={page}' if page > 1 else ''}#reply-{number}"
    quotable = context["may"]["reply"] and not reply.is_hidden
    others = [
        *_links(reply, _OWN),
        _talk(reply) if reply.may_talk else "",
        _link(own, number, " ", "この返信へのリンク"),
        *(_links(reply, _REPORT) or [_REPORTED if reply.reported else ""]),
        *_links(reply, _TAKE_BACK),
    ]
    items = mark_safe("".join(f"<li>{tool}</li>" for tool in others if tool))
    menu = format_row(_MENU, number=number, items=items)
    return mark_safe(f"{_link(quote, number, 'を', '引用して返信する') if quotable else ''}{menu}")


def _links(reply: Reply, known) -> list[SafeString]:
    """Those of these links that the rules allow, as the panels said."""
    return [
        _link(row_url(name, reply.pk), reply.number, particle, words)
        for rule, name, particle, words in known
        if getattr(reply, rule)
    ]


def _talk(reply: Reply) -> SafeString:
    url = f"{row_url('board:talk-begin', reply.topic_id)}?with={reply.organization_id}"
    return format_row('<a href="{}">{}と相談する</a>', url, reply.organization.full_name)


def _link(url: str, number: int, particle: str, words: str) -> SafeString:
    """A link whose name says which reply it is about."""
    return format_row('<a href="{}" aria-label="返信{}{}{}">{}</a>', url, number, particle, words, words)


def _unhide(context, reply: Reply) -> str:
    if not (context["may"]["moderate"] and reply.is_hidden and not reply.is_purged):
        return ""
    return render_to_string("board/topic_page/_reply_unhide.html", {"reply": reply}, context["request"])
