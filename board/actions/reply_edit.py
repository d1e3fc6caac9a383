"""Mending replies."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import mentions, rules, versions
from board.actions import flags
from board.actions.reply import TopicClosed, demand_reader
from board.actions.topic import locked, next_activity_no
from board.models import Reply
from members.refusals import Overtaken
from office import cabinet, index, register
from office.text import render_body


@transaction.atomic
def edit_reply(*, reply: Reply, by, version: int, values: Mapping, files=()) -> Reply:
    """Mend a reply of his organisation while its topic is open; what it said before is kept."""
    topic = locked(reply.topic)
    if not topic.is_open:
        raise TopicClosed
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.topic = topic
    demand_reader(topic, by)
    if not rules.can_edit_reply(by, reply):
        raise PermissionDenied
    if reply.version != version:
        raise Overtaken(reply)
    before = versions.facts_of(reply)
    versions.keep_first(reply, before)
    for name, value in values.items():
        setattr(reply, name, value)
    cabinet.replace(files, to=reply)
    after = versions.facts_of(reply)
    if after == before:
        return reply
    reply.body_html = render_body(reply.body)
    reply.file_count = len(after["files"])
    reply.version, reply.edited_at, reply.edit_no = version + 1, timezone.now(), next_activity_no()
    reply.save()
    mentions.note_reply(reply, by=by)
    flags.flag_post(reply)
    versions.keep(reply, by=by, facts=after, activity_no=reply.edit_no)
    register.record(by=by, verb="board.reply_edited", obj=reply, changed=versions.changes(before, after))
    index.refresh(topic)
    return reply


@transaction.atomic
def keep_reply_aside(*, reply: Reply, by, version: int, values: Mapping, files=()) -> None:
    """Keep a text that was overtaken beside what a colleague saved (別稿)."""
    topic = locked(reply.topic)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.topic = topic
    if not rules.can_edit_reply(by, reply):
        raise PermissionDenied
    for name, value in values.items():
        setattr(reply, name, value)
    facts = versions.facts_of(reply, files=files)
    versions.keep_aside(reply, by=by, version=version, facts=facts, automatic=False)
