"""Changes of replies."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import mentions, newcomers, reading, rules
from board.actions import flags
from board.actions.topic import locked, next_activity_no
from board.models import Audience, Reply, Topic
from office import cabinet, index, jobs, register
from office.text import render_body


class TopicClosed(Exception):
    """The topic was closed or hidden while the reply was being written."""


class QuoteHidden(Exception):
    """The quoted reply was hidden while the answer to it was being written."""


def demand_reader(topic: Topic, by) -> None:
    """Its audience may have been narrowed while he wrote or decided."""
    if topic.audience != Audience.ALL and not Topic.objects.visible_to(by).filter(pk=topic.pk).exists():
        raise PermissionDenied


@transaction.atomic
def post_reply(
    *,
    topic: Topic,
    by,
    body: str,
    files=(),
    standing="",
    quoted: Reply | None = None,
    approved: bool = False,
) -> Reply:
    """Answer in the name of his section; the topic's row is locked, so numbers and counters are exact.

    `standing` says in whose name (Reply.Standing), `quoted` is the reply of this topic that it answers.
    A new account's reply with a word on hold goes to `hold_reply` first. Raises newcomers.TooMany.
    """
    topic = locked(topic)
    if not topic.is_open:
        raise TopicClosed
    if not rules.can_post_reply(by, topic):
        raise PermissionDenied
    demand_reader(topic, by)
    if not approved:
        newcomers.must_have_room(by, Reply)
    if quoted and not topic.replies.filter(pk=quoted.pk, hidden_at=None).exists():
        raise QuoteHidden
    files = list(files)
    had_read_all = reading.read_up_to(by, topic) >= topic.latest_no
    number = topic.reply_count + 1
    reply = Reply.objects.create(
        topic=topic,
        number=number,
        organization_id=by.section.organization_id,
        organization_name=by.organization.full_name,
        section=by.section,
        author=by,
        author_name=by.name,
        body=body,
        body_html=render_body(body),
        standing=standing,
        quoted=quoted,
        file_count=len(files),
        activity_no=next_activity_no(),
    )
    cabinet.attach(files, to=reply)
    mentions.note_reply(reply, by=by)
    topic.reply_count, topic.activity_no, topic.last_activity_at = number, reply.activity_no, reply.created_at
    topic.save(update_fields=["reply_count", "activity_no", "last_activity_at"])
    if had_read_all:  # otherwise a reply of somebody else, posted meanwhile, would pass unread
        reading.mark_read(by, topic.pk, reply.activity_no)
    register.record(
        by=by, verb="board.reply_posted", obj=reply, **({"standing": standing} if standing else {})
    )
    flags.flag_post(reply)
    index.refresh(topic)
    jobs.defer("board.tell_reply_posted", reply_id=reply.pk)
    return reply


def _with_topic(reply: Reply) -> Reply:
    """The reply as it is now, locked behind its topic, as everybody locks them."""
    topic = locked(reply.topic)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.topic = topic
    return reply


@transaction.atomic
def hide_reply(*, reply: Reply, by, reason: str) -> Reply:
    """Cover a reply; its number stays, its writer's organisation and the secretariat still read it."""
    reply = _with_topic(reply)
    if not rules.can_hide_reply(by, reply):
        raise PermissionDenied
    reply.hidden_at, reply.hidden_by, reply.hidden_reason = timezone.now(), by, reason
    reply.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    entry = register.record(by=by, verb="board.reply_hidden", obj=reply, reason=reason)
    jobs.defer("board.tell_owner", entry_id=entry.pk)
    index.forget(reply.topic)  # at once; the worker writes the topic anew without this reply
    index.refresh(reply.topic)
    return reply


@transaction.atomic
def show_reply(*, reply: Reply, by) -> Reply:
    """Uncover a hidden reply."""
    reply = _with_topic(reply)
    if not rules.can_show_reply(by, reply):
        raise PermissionDenied
    reason = reply.hidden_reason
    reply.hidden_at, reply.hidden_by, reply.hidden_reason = None, None, ""
    reply.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    entry = register.record(by=by, verb="board.reply_shown", obj=reply, reason=reason)
    jobs.defer("board.tell_owner", entry_id=entry.pk)
    index.refresh(reply.topic)
    return reply
