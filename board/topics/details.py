"""The details of a topic as label and value, for its page, its preview and its print."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from board.topics import event_links
from board.topics.audience import Audience
from board.topics.kind_forms import FORMS
from board.topics.labels import with_earlier_name
from board.topics.models import Topic
from board.topics.queries import named_audience
from common.japanese_calendar import wareki, wareki_time
from common.text import render_body

Details = list[tuple[str, str]]

IN_TEXT = ("提供できること", "求めること", "予算の考え方")  # what is read as a part of the text


def details_of(topic: Topic) -> Details:
    """What people must know before they read the text; rows without a value are left out."""
    rows = [
        *_DETAILS_BY_KIND[topic.kind](topic),
        ("テーマ", topic.theme_names),
        ("投稿した団体", with_earlier_name(topic)),
        ("担当部署", _contact(topic)),
        ("公開範囲", _audience(topic)),
        ("投稿者", f"{topic.author_name}（投稿時）" if topic.author_name else ""),
        ("投稿日時", wareki_time(topic.published_at) if topic.published_at else ""),
        ("更新日時", wareki_time(topic.edited_at) if topic.edited_at else ""),
        ("終了日時", _end(topic)),
    ]
    return [(label, value) for label, value in rows if value]


def _contact(topic: Topic) -> str:
    section = topic.section
    if not section.is_open:
        return f"{section.name_now}　いまの連絡先は、会員自治体のページで確かめてください。"
    parts = [section.name]
    if section.telephone:
        parts.append(format_html('<br>電話 <a href="tel:{0}">{0}</a>', section.telephone))
    if section.mailbox:
        parts.append(format_html('<br>メール <a href="mailto:{0}">{0}</a>', section.mailbox))
    return format_html_join("", "{}", ((part,) for part in parts))


def _period(topic: Topic) -> str:
    days = [wareki(day) for day in (topic.starts_on, topic.ends_on) if day]
    if topic.ends_on and not topic.starts_on:
        days = [f"{days[0]}まで"]
    period = "から".join(days) + ("まで" if len(days) == 2 else "")
    return "　".join(part for part in (period, topic.period_note) if part)


def _deadline(topic: Topic) -> str:
    return wareki(topic.deadline) if topic.deadline else ""


def _end(topic: Topic) -> str:
    if not topic.closed_at:
        return ""
    return f"{wareki_time(topic.closed_at)}{'（期限により終了）' if topic.is_expired else ''}"


def _audience(topic: Topic) -> str:
    """Who else reads it; nothing where everybody does. Of many organisations the first ones are named."""
    if topic.audience != Audience.CHOSEN:
        return "" if topic.audience == Audience.ALL else "特別区のみ（投稿した団体と事務局も読めます）"
    names, count = named_audience(topic)
    more = count - len(names)
    if not more:
        return f"選んだ団体のみ（{'、'.join(names)}）" if names else ""
    rest = f"ほか{more:,}団体"
    if not topic.is_draft:
        rest = format_html('<a href="{}">{}</a>', reverse("board:topic-audience", args=[topic.pk]), rest)
    return format_html("選んだ団体のみ（{}、{}）", "、".join(names), rest)


def _event(topic: Topic) -> str:
    if not topic.event_path:
        return ""
    known = hasattr(topic, "event_title")
    title = topic.event_title if known else event_links.title_of(topic.event_path)
    if not title:
        return "（いまは公開されていません）"
    return format_html('<a href="{}">{}</a>', topic.event_path, title)


def _wards(topic: Topic) -> str:
    if topic.all_wards:  # of chosen organisations, the wards among them
        return "" if topic.audience == Audience.CHOSEN else "すべての区"
    return "、".join(ward.name for ward in topic.wards.all())


def _proposal(topic: Topic) -> Details:
    return [
        ("希望する区", _wards(topic)),
        ("希望時期", _period(topic)),
        ("返信期限", _deadline(topic)),
        ("提供できること", render_body(topic.offer)),
        ("求めること", render_body(topic.seek)),
        ("予算の考え方", topic.budget),
    ]


def _call(topic: Topic) -> Details:
    return [
        ("開催日", _period(topic)),
        ("場所", topic.place),
        ("募集数", f"{topic.places:,}" if topic.places else "定めなし"),
        ("申込期限", _deadline(topic)),
        ("関連するイベント", _event(topic)),
    ]


def _notice(topic: Topic) -> Details:
    return [("事業名", topic.programme), ("期間", _period(topic))]


def _promotion(topic: Topic) -> Details:
    # saved by a form that lets in http and https only
    link = format_html('<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>', topic.link)
    return [("広報誌・動画", link if topic.link else "")]


def _talk(topic: Topic) -> Details:
    return []


_DETAILS_BY_KIND = {
    Topic.Kind.PROPOSAL: _proposal,
    Topic.Kind.CALL: _call,
    Topic.Kind.NOTICE: _notice,
    Topic.Kind.PROMOTION: _promotion,
    Topic.Kind.TALK: _talk,
}

# what every topic of a kind has says nothing about its earlier kind
_DEFAULT_VALUES = {"すべての区", "定めなし"}


def earlier_details(topic: Topic) -> Details:
    """What was entered under an earlier kind (以前の種類での項目), and is not shown by its own."""
    if topic.is_talk or not _has_foreign_values(topic):
        return []
    shown = {value for _, value in _DETAILS_BY_KIND[topic.kind](topic)}
    rows = []
    for kind in Topic.POSTED_KINDS:
        for label, value in _DETAILS_BY_KIND[kind](topic) if kind != topic.kind else ():
            if value and value not in shown and value not in _DEFAULT_VALUES:
                shown.add(value)
                rows.append((label, value))
    return rows


def _has_foreign_values(topic: Topic) -> bool:
    """Whether a field has a value that the form of its kind does not have; it costs no query."""
    own = FORMS[topic.kind].base_fields
    foreign = {name for form in FORMS.values() for name in form.base_fields if name not in own}
    wards_chosen = "wards" in foreign and not topic.all_wards
    return wards_chosen or any(getattr(topic, name, None) for name in foreign - {"wards"})
