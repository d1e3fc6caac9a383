"""Drafts: created, autosaved, discarded; and conflict copies (別稿) of texts that came too late."""

import copy
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from board.drafts import rules
from board.link_cards.actions import delete_link_card
from board.mentions.actions import save_topic_mentions
from board.topics import models
from board.topics.actions import (
    get_topic_for_update,
    get_topic_to_edit,
    mark_saved,
    require_latest_version,
    require_permission,
    save_choices,
    set_values,
)
from board.topics.models import Topic
from board.topics.rules import can_edit_topic, can_post_topic
from board.versions.actions import save_conflict_version, save_first_version, save_version
from board.versions.models import Version
from board.versions.queries import snapshot_of, was_saved_by_button
from common.attachments.actions import attach_files, discard_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.audit_log.queries import entries_of


@transaction.atomic
def autosave_topic(
    *, topic: Topic, by, version: int, token: uuid.UUID, values: Mapping
) -> tuple[Topic, bool]:
    """Save what is on the page; returns (the draft as it is now, whether this text is in it).

    Its files stay as they are. Raises StaleVersion where another page saved since `version`, or where the
    topic is published. False: while this text was on its way, the same page saved a later one by its button.
    """
    topic = get_topic_to_edit(topic)
    require_permission(can_edit_topic(by, topic))
    require_latest_version(topic, version, token)
    if version < topic.version and was_saved_by_button(topic):
        return topic, False
    files = files_of(topic)
    before = snapshot_of(topic, files=files)
    save_first_version(topic, before)
    set_values(topic, values)
    save_choices(topic, values)
    after = snapshot_of(topic, files=files)
    if after == before:
        return topic, True
    mark_saved(topic, by, token)
    topic.save()
    save_version(topic, by=by, snapshot=after, automatic=True)
    _record_once_a_day(topic, by)
    return topic, True


def _record_once_a_day(topic: Topic, by) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = entries_of(topic).filter(by=by, at__gte=midnight)
    if not today.exclude(verb="board.topic_downloaded").exists():
        record(by=by, verb="board.topic_autosaved", obj=topic)


@transaction.atomic
def save_conflict_copy(
    *, topic: Topic, by, version: int, values: Mapping, files=None, automatic: bool = False
) -> Version:
    """Save a text that came too late beside what was saved (別稿); `version` is what it is based on."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_save_conflict_copy(by, topic))
    written = copy.copy(topic)
    written.unparsed = {}
    set_values(written, values)
    files = files_of(topic) if files is None else files
    chosen = {name: values[name] for name in models.MANY_TO_MANY if name in values}
    snapshot = snapshot_of(written, chosen=chosen, files=files)
    return save_conflict_version(topic, by=by, version=version, snapshot=snapshot, automatic=automatic)


@transaction.atomic
def draft_topic(
    *, by, kind: str, values: Mapping, files=(), token: uuid.UUID | None = None, automatic: bool = False
) -> Topic:
    """Save a new topic as a draft of the user's section; `values` are cleaned form fields.

    `files` are StoredFiles, `token` is that of the page; `automatic`: the page saved it by itself.
    """
    require_permission(can_post_topic(by))
    topic = Topic(
        kind=kind,
        organization_id=by.section.organization_id,
        section=by.section,
        author=by,
        author_name=by.name,
        saved_by=by,
        saved_from=token,
    )
    set_values(topic, values)
    topic.save()
    prefetch_related_objects([topic], *models.MANY_TO_MANY)
    save_choices(topic, values)
    if files := attach_files(files, to=topic):
        topic.file_count = len(files)
        topic.save(update_fields=["file_count"])
    save_topic_mentions(topic, by=by)
    save_version(topic, by=by, snapshot=snapshot_of(topic, files=files), automatic=automatic)
    record(by=by, verb="board.topic_drafted", obj=topic)
    return topic


@transaction.atomic
def discard_topic(*, topic: Topic, by) -> None:
    """Delete a draft with its files; the audit log remembers that it existed."""
    topic = get_topic_for_update(topic)
    require_permission(rules.can_discard_topic(by, topic))
    record(by=by, verb="board.topic_discarded", obj=topic)
    delete_link_card(topic)
    discard_files(files_of(topic))
    topic.delete()
