"""Drafts that save themselves, and texts that came too late."""

import copy
import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import rules, versions
from board.actions.topic import demand_latest, edit_topic, locked, put_chosen, saved, write
from board.models import Topic, Version
from office import cabinet, register


@transaction.atomic
def autosave_topic(
    *, topic: Topic, by, version: int, token: uuid.UUID, values: Mapping
) -> tuple[Topic, bool]:
    """Save what stands on the page; (the draft as it is now, whether this text is in it).

    Its files stay as they are. Raises Overtaken where another page saved since `version`, or where the topic
    is published. False: this text was on its way while the same page saved a later one by its button.
    """
    topic = locked(topic)
    if not rules.can_edit_topic(by, topic):
        raise PermissionDenied
    demand_latest(topic, version, token)
    if version < topic.version and versions.was_pressed(topic):
        return topic, False
    before = versions.facts_of(topic)
    versions.keep_first(topic, before)
    write(topic, values)
    put_chosen(topic, values)
    after = versions.facts_of(topic)
    if after == before:
        return topic, True
    saved(topic, by, token)
    topic.save()
    versions.keep(topic, by=by, facts=after, automatic=True)
    _record_once_a_day(topic, by)
    return topic, True


def _record_once_a_day(topic: Topic, by) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = register.entries_of(topic).filter(by=by, at__gte=midnight)
    if not today.exclude(verb="board.topic_taken").exists():
        register.record(by=by, verb="board.topic_autosaved", obj=topic)


@transaction.atomic
def keep_aside(
    *, topic: Topic, by, version: int, values: Mapping, files=None, automatic: bool = False
) -> Version:
    """Keep a text that was overtaken beside what a colleague saved (別稿); `version` is what it grew from."""
    topic = locked(topic)
    if not rules.can_write_aside(by, topic):
        raise PermissionDenied
    written = copy.copy(topic)
    written.typed = {}
    write(written, values)
    files = cabinet.files_of(topic) if files is None else files
    chosen = {name: values[name] for name in versions.MANY if name in values}
    facts = versions.facts_of(written, chosen=chosen, files=files)
    return versions.keep_aside(topic, by=by, version=version, facts=facts, automatic=automatic)


@transaction.atomic
def restore_version(*, version: Version, by) -> Topic:
    """Make a version or an aside the text of its draft again, as a new version; files stay as they are."""
    topic = locked(version.topic)
    if not rules.can_restore_version(by, version):
        raise PermissionDenied
    values = versions.values_of(version)
    return edit_topic(topic=topic, by=by, version=topic.version, values=values, files=cabinet.files_of(topic))
