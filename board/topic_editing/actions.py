"""Editing topics, drafts and open ones; restoring a version."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from board.link_cards.actions import delete_link_card
from board.mentions.actions import save_topic_mentions
from board.topic_editing.emails import TopicEdited
from board.topics.actions import (
    get_topic_for_update,
    get_topic_to_edit,
    mark_saved,
    next_activity_no,
    require_latest_version,
    require_permission,
    save_choices,
    set_values,
)
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from board.unread.actions import mark_read
from board.unread.queries import read_up_to
from board.versions.actions import mark_saved_by_button, save_first_version, save_version
from board.versions.models import Version
from board.versions.queries import changed_fields, form_values_of, snapshot_of
from board.versions.rules import can_restore_version
from common.attachments.actions import replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.search.actions import refresh_index


@transaction.atomic
def edit_topic(
    *,
    topic: Topic,
    by,
    version: int,
    values: Mapping,
    files=(),
    token: uuid.UUID | None = None,
    notify: bool = False,
) -> Topic:
    """Save a draft or edit an open topic; raises StaleVersion where somebody saved since `version`.

    What the page with this `token` autosaved does not make it stale. The audit log holds the changed fields
    before and after. `notify` makes an edited topic unread again and sends mails. Where nothing is changed,
    nothing happens.
    """
    topic = get_topic_to_edit(topic)
    require_permission(can_edit_topic(by, topic))
    require_latest_version(topic, version, token)
    before = snapshot_of(topic)
    save_first_version(topic, before)
    topic.unparsed = {}
    set_values(topic, values)
    save_choices(topic, values)
    files = replace_files(files, to=topic)
    topic.file_count = len(files)
    after = snapshot_of(topic, files=files)
    if after == before:
        mark_saved_by_button(topic)
        return topic
    mark_saved(topic, by, token)
    if not topic.is_draft:
        _note_change(topic, by, notify=notify)
    topic.save()
    mentioned = save_topic_mentions(topic, by=by, notify=not notify)
    if not topic.is_draft:
        delete_link_card(topic, other_than=topic.link)
    saved = save_version(topic, by=by, snapshot=after, activity_no=None if topic.is_draft else topic.edit_no)
    changed = changed_fields(before, after)
    record(by=by, verb="board.topic_edited", obj=topic, changed=changed)
    refresh_index(topic)
    if notify and not topic.is_draft:
        TopicEdited.send(saved, mentioned=mentioned)
    return topic


def _note_change(topic: Topic, by, *, notify: bool) -> None:
    """Those who have read the topic are shown what is changed; it is unread again only with `notify`."""
    had_read_all = read_up_to(by, topic) >= topic.latest_no
    topic.edited_at, topic.edit_no = topic.saved_at, next_activity_no()
    if notify:
        topic.activity_no, topic.last_activity_at = topic.edit_no, topic.saved_at
    if had_read_all:
        mark_read(by, topic.pk, topic.edit_no)


@transaction.atomic
def restore_version(*, version: Version, by) -> Topic:
    """Make a version or conflict copy the draft's text again, as a new version; files stay as they are."""
    topic = get_topic_for_update(version.topic)
    require_permission(can_restore_version(by, version))
    values = form_values_of(version)
    return edit_topic(topic=topic, by=by, version=topic.version, values=values, files=files_of(topic))
