"""Organisations called by name in a text (＠江東区): found, kept as rows, shown as links."""

import re

from django.utils.html import format_html

from board.mentions.models import Mention
from board.mentions.names import SIGN, Names
from board.replies.models import Reply
from board.topics.models import Topic
from common import jobs
from members.organizations.models import Organization

MOST_MENTIONS = 50  # organisations called in one text; the rest stays plain text
_TAG = re.compile(r"(<[^>]*>)")


def save_topic_mentions(topic: Topic, *, by, tells: bool = True) -> list[int]:
    """Show the calls in a topic's text as links; once it stands on the board they are kept as rows.

    Called after its text, wards and audience are saved, and before its mail is planned. Returns the
    organisations called for the first time; `tells` not where another mail tells them.
    """
    names = Names(topic) if _may_call(topic.body) else None
    _show(topic, names)
    called, is_new = _called(topic.body, names), topic.edited_at is None
    if topic.is_draft or (is_new and not called):
        return []
    return _keep(topic, None, called, by=by, tells=tells and not is_new)


def save_reply_mentions(reply: Reply, *, by) -> None:
    """The same for a reply."""
    names = Names(reply.topic) if _may_call(reply.body) else None
    _show(reply, names)
    called, is_new = _called(reply.body, names), reply.edited_at is None
    if called or not is_new:
        _keep(reply.topic, reply, called, by=by, tells=not is_new)


def _may_call(text: str) -> bool:
    return bool(SIGN.search(text))


def _called(text: str, names: Names | None) -> set[int]:
    found: dict[int, None] = {}
    for _, _, organization in names.calls(text) if names else ():
        if len(found) < MOST_MENTIONS:
            found[organization.pk] = None
    return set(found)


def _show(row: Topic | Reply, names: Names | None) -> None:
    html = marked(row.body_html, names) if names else row.body_html
    if html != row.body_html:
        row.body_html = html
        type(row).objects.filter(pk=row.pk).update(body_html=html)


def _keep(topic: Topic, reply: Reply | None, called: set[int], *, by, tells: bool) -> list[int]:
    """Rows for who is called now; those called by a later edit are told by a mail of its own."""
    rows = topic.mentions.filter(reply=reply)
    known = set(rows.values_list("organization_id", flat=True))
    if known - called:
        rows.exclude(organization__in=called).delete()
    own = reply.organization_id if reply else topic.organization_id
    fresh = sorted(called - known - {own})
    made = Mention.objects.bulk_create(
        [Mention(topic=topic, reply=reply, organization_id=pk) for pk in fresh]
    )
    if made and tells:
        jobs.defer("board.tell_mentioned", mention_ids=[row.pk for row in made], by_id=by.pk)
    return fresh


def marked(html: str, names: Names) -> str:
    """The rendered text with each call as a link; what stands inside a link or a tag stays as it is."""
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


def _linked(text: str, names: Names) -> str:
    parts, at = [], 0
    for start, end, organization in names.calls(text):
        parts += [text[at:start], _link(text[start:end], organization)]
        at = end
    return "".join([*parts, text[at:]])


def _link(words: str, organization: Organization) -> str:
    """`words` come from a text that is escaped already and hold a name and its sign only."""
    if organization.is_secretariat:
        return format_html('<strong class="mention">{}</strong>', words)
    return format_html('<a class="mention" href="{}">{}</a>', organization.get_absolute_url(), words)
