"""Changes of topics."""

import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils import timezone

from board import mentions, newcomers, pins, reading, rules, versions, watched_words
from board.actions import flags, holding
from board.actions.link_card import drop_link_card, follow_link
from board.models import Topic, TopicStep
from board.models.topic import EXCERPT_LENGTH
from members.refusals import Overtaken
from office import cabinet, index, jobs, register
from office.calendar import today
from office.text import excerpt, render_body


def next_activity_no() -> int:
    """The next number of the board's one sequence; draw it after locking the topic."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('board_activity')")
        return cursor.fetchone()[0]


def locked(topic: Topic) -> Topic:
    """The topic as it is now, locked until the transaction ends."""
    return Topic.objects.select_for_update().get(pk=topic.pk)


def _demand(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


@transaction.atomic
def draft_topic(
    *, by, kind: str, values: Mapping, files=(), token: uuid.UUID | None = None, automatic: bool = False
) -> Topic:
    """Keep a new topic as a draft of his section. `values` are cleaned form fields, `files` StoredFiles.

    `token` is that of the page it was written on; `automatic`: the page saved it by itself.
    """
    _demand(rules.can_post_topic(by))
    topic = Topic(
        kind=kind,
        organization_id=by.section.organization_id,
        section=by.section,
        author=by,
        author_name=by.name,
        saved_by=by,
        saved_from=token,
    )
    write(topic, values)
    topic.save()
    put(topic, values, files)
    mentions.note_topic(topic, by=by)
    versions.keep(topic, by=by, facts=versions.facts_of(topic), automatic=automatic)
    register.record(by=by, verb="board.topic_drafted", obj=topic)
    return topic


@transaction.atomic
def edit_topic(
    *,
    topic: Topic,
    by,
    version: int,
    values: Mapping,
    files=(),
    token: uuid.UUID | None = None,
    tells: bool = False,
) -> Topic:
    """Save a draft or mend an open topic; raises Overtaken where somebody saved since `version`.

    What the page with this `token` saved by itself does not overtake it. The register holds what the changed
    fields were before and after. `tells` makes a mended topic unread again and has people told. Where
    nothing is changed, nothing happens.
    """
    topic = locked(topic)
    _demand(rules.can_edit_topic(by, topic))
    demand_latest(topic, version, token)
    before = versions.facts_of(topic)
    versions.keep_first(topic, before)
    topic.typed = {}
    write(topic, values)
    put(topic, values, files)
    after = versions.facts_of(topic)
    if after == before:
        versions.press(topic)
        return topic
    saved(topic, by, token)
    if not topic.is_draft:
        _note_change(topic, by, tells=tells)
    topic.save()
    called = mentions.note_topic(topic, by=by, tells=not tells)
    if not topic.is_draft:
        follow_link(topic)
    kept = versions.keep(topic, by=by, facts=after, activity_no=None if topic.is_draft else topic.edit_no)
    changed = versions.changes(before, after)
    register.record(by=by, verb="board.topic_edited", obj=topic, changed=changed)
    if not topic.is_draft:
        flags.flag_post(topic)
    index.refresh(topic)
    if tells and not topic.is_draft:
        jobs.defer("board.tell_topic_edited", version_id=kept.pk, called=called)
    return topic


def demand_latest(topic: Topic, version: int, token: uuid.UUID | None) -> None:
    """Raise Overtaken where another page saved the topic since this one was opened."""
    if topic.version != version and (token is None or topic.saved_from != token):
        raise Overtaken(topic)


def saved(topic: Topic, by, token: uuid.UUID | None) -> None:
    """It is being saved by this person from the page with this token."""
    topic.saved_at, topic.saved_by, topic.saved_from = timezone.now(), by, token
    topic.version += 1


def _note_change(topic: Topic, by, *, tells: bool) -> None:
    """Those who have read the topic are shown what is changed; it is unread again only where `tells`."""
    had_read_all = reading.read_up_to(by, topic) >= topic.latest_no
    topic.edited_at, topic.edit_no = topic.saved_at, next_activity_no()
    if tells:
        topic.activity_no, topic.last_activity_at = topic.edit_no, topic.saved_at
    if had_read_all:
        reading.mark_read(by, topic.pk, topic.edit_no)


def write(topic: Topic, values: Mapping) -> None:
    """Set the columns; what is chosen from other tables is `put` after the topic is saved."""
    for name, value in values.items():
        if name not in versions.MANY:
            setattr(topic, name, value)
    topic.excerpt = excerpt(topic.body, EXCERPT_LENGTH)
    topic.body_html = render_body(topic.body)


def put(topic: Topic, values: Mapping, files) -> None:
    put_chosen(topic, values)
    cabinet.replace(files, to=topic)
    topic.file_count = len(cabinet.files_of(topic))
    Topic.objects.filter(pk=topic.pk).update(file_count=topic.file_count)


def put_chosen(topic: Topic, values: Mapping) -> None:
    if "wards" in values:
        topic.wards.set([] if topic.all_wards else values["wards"])
    if "audience_organizations" in values:
        topic.audience_organizations.set(values["audience_organizations"])


@transaction.atomic
def publish_topic(*, topic: Topic, by, approved: bool = False) -> Topic:
    """Put a draft on the board and have those who want to know told; the second press changes nothing.

    A new account's topic with a word on hold stays a draft until the secretariat has `approved` it.
    Raises newcomers.TooMany.
    """
    topic = locked(topic)
    if not topic.is_draft:
        return topic
    _demand(rules.can_publish_topic(by, topic))
    if not approved:
        newcomers.must_have_room(by, Topic)
        if words := watched_words.holding_words(by, watched_words.texts_of(topic)):
            holding.hold_topic(topic, by, words)
            return topic
        holding.let_go(topic, by)
    if not topic.section.is_open:  # dissolved while it was a draft: the one who publishes it takes it over
        topic.section = by.section
    topic.state = Topic.State.OPEN
    topic.stage = Topic.Stage.RECRUITING if topic.kind == Topic.Kind.PROPOSAL else ""
    topic.publish_at = topic.scheduled_by = None
    topic.schedule_problem = ""
    facts = versions.facts_of(topic)
    versions.keep_first(topic, facts)
    topic.version, topic.saved_from = topic.version + 1, None  # who has the draft open is told of it
    topic.published_at = topic.last_activity_at = timezone.now()
    topic.published_by = by
    topic.organization_name = topic.organization.full_name
    topic.activity_no = next_activity_no()
    topic.save()
    if topic.stage:
        TopicStep.objects.create(topic=topic, stage=topic.stage, on=today(), by=by, by_name=by.name)
    mentions.note_topic(topic, by=by)
    versions.keep(topic, by=by, facts=facts, activity_no=topic.activity_no)
    reading.mark_read(by, topic.pk, topic.activity_no)
    follow_link(topic)
    register.record(by=by, verb="board.topic_published", obj=topic)
    flags.flag_post(topic)
    index.refresh(topic)
    jobs.defer("board.tell_talk_begun" if topic.is_talk else "board.tell_topic_published", topic_id=topic.pk)
    return topic


@transaction.atomic
def discard_topic(*, topic: Topic, by) -> None:
    """Throw a draft away with its files; the register remembers that it was there."""
    topic = locked(topic)
    _demand(rules.can_discard_topic(by, topic))
    register.record(by=by, verb="board.topic_discarded", obj=topic)
    drop_link_card(topic)
    cabinet.discard(cabinet.files_of(topic))
    topic.delete()


@transaction.atomic
def close_topic(*, topic: Topic, by) -> Topic:
    """End a topic: it stays readable, replies stop. The second press changes nothing."""
    topic = locked(topic)
    if topic.state == Topic.State.CLOSED:
        return topic
    _demand(rules.can_close_topic(by, topic))
    topic.state, topic.closed_at, topic.closed_by = Topic.State.CLOSED, timezone.now(), by
    topic.save(update_fields=["state", "closed_at", "closed_by"])
    register.record(by=by, verb="board.topic_closed", obj=topic)
    index.refresh(topic)
    jobs.defer("board.tell_topic_closed", topic_id=topic.pk)
    return topic


@transaction.atomic
def hide_topic(*, topic: Topic, by, reason: str) -> Topic:
    """Take a topic off the board; its owner and the secretariat still read it, with the reason."""
    topic = locked(topic)
    _demand(rules.can_hide_topic(by, topic))
    _set_hidden(topic, by, reason)
    entry = register.record(by=by, verb="board.topic_hidden", obj=topic, reason=reason)
    jobs.defer("board.tell_owner", entry_id=entry.pk)
    index.forget(topic)  # at once, not when the worker comes to it
    index.refresh(topic)
    return topic


@transaction.atomic
def show_topic(*, topic: Topic, by) -> Topic:
    """Put a hidden topic back on the board."""
    topic = locked(topic)
    _demand(rules.can_show_topic(by, topic))
    reason = topic.hidden_reason
    _set_hidden(topic, None, "")
    pins.come_back(topic, by)
    entry = register.record(by=by, verb="board.topic_shown", obj=topic, reason=reason)
    jobs.defer("board.tell_owner", entry_id=entry.pk)
    index.refresh(topic)
    return topic


def _set_hidden(row: models.Model, by, reason: str) -> None:
    row.hidden_at, row.hidden_by, row.hidden_reason = (timezone.now() if by else None), by, reason
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
