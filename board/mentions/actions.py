"""Organisations mentioned in a text (＠江東区): found, saved as rows, shown as links."""

import re

from django.utils.html import format_html

from board.mentions.emails import Mentioned
from board.mentions.models import Mention
from board.mentions.names import SIGN, MentionableNames
from board.replies.models import Reply
from board.topics.models import Topic
from members.organizations.models import Organization

MAX_MENTIONS = 50  # organisations in one text; the rest stays plain text
_TAG = re.compile(r"(<[^>]*>)")


def save_topic_mentions(topic: Topic, *, by, notify: bool = True) -> list[int]:
    """Show the mentions in a topic's text as links; once it is published they are saved as rows.

    Call it after the text, wards and audience are saved, and before its mail is planned. Returns the
    organisations mentioned for the first time; without `notify` where another mail says so.
    """
    names = MentionableNames(topic) if _has_sign(topic.body) else None
    _save_links(topic, names)
    mentioned, is_new = _mentioned(topic.body, names), topic.edited_at is None
    if topic.is_draft or (is_new and not mentioned):
        return []
    return _save_rows(topic, None, mentioned, by=by, notify=notify and not is_new)


def save_reply_mentions(reply: Reply, *, by) -> None:
    """The same for a reply."""
    names = MentionableNames(reply.topic) if _has_sign(reply.body) else None
    _save_links(reply, names)
    mentioned, is_new = _mentioned(reply.body, names), reply.edited_at is None
    if mentioned or not is_new:
        _save_rows(reply.topic, reply, mentioned, by=by, notify=not is_new)


def _has_sign(text: str) -> bool:
    return bool(SIGN.search(text))


def _mentioned(text: str, names: MentionableNames | None) -> set[int]:
    found: dict[int, None] = {}
    for _, _, organization in names.find_in(text) if names else ():
        if len(found) < MAX_MENTIONS:
            found[organization.pk] = None
    return set(found)


def _save_links(row: Topic | Reply, names: MentionableNames | None) -> None:
    html = with_links(row.body_html, names) if names else row.body_html
    if html != row.body_html:
        row.body_html = html
        type(row).objects.filter(pk=row.pk).update(body_html=html)


def _save_rows(topic: Topic, reply: Reply | None, mentioned: set[int], *, by, notify: bool) -> list[int]:
    """Rows for who is mentioned now; those added by a later edit get a mail of its own."""
    rows = topic.mentions.filter(reply=reply)
    known = set(rows.values_list("organization_id", flat=True))
    if known - mentioned:
        rows.exclude(organization__in=mentioned).delete()
    own = reply.organization_id if reply else topic.organization_id
    fresh = sorted(mentioned - known - {own})
    Mention.objects.bulk_create([Mention(topic=topic, reply=reply, organization_id=pk) for pk in fresh])
    if fresh and notify:
        Mentioned.send(topic, reply=reply and reply.pk, organizations=fresh, by=by.pk)
    return fresh


def with_links(html: str, names: MentionableNames) -> str:
    """The rendered text with each mention as a link; what is inside a link or a tag stays as it is."""
    parts, inside = [], 0
    for part in _TAG.split(html):
        if part.startswith("<a"):
            inside += 1
        elif part == "</a>":
            inside -= 1
        elif not part.startswith("<") and not inside:
            part = _linked(part, names)
        parts.append(part)
    return "".join(parts)


def _linked(text: str, names: MentionableNames) -> str:
    parts, at = [], 0
    for start, end, organization in names.find_in(text):
        parts += [text[at:start], _link(text[start:end], organization)]
        at = end
    return "".join([*parts, text[at:]])


def _link(words: str, organization: Organization) -> str:
    """`words` come from a text that is escaped already and hold a name and its sign only."""
    if organization.is_secretariat:
        return format_html('<strong class="mention">{}</strong>', words)
    return format_html('<a class="mention" href="{}">{}</a>', organization.get_absolute_url(), words)
