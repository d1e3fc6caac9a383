"""Changes of what people and section mailboxes are notified of."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from board.subscriptions import rules
from board.subscriptions.models import NotificationRhythm, TopicWatch, Watch
from board.subscriptions.queries import Owner, default_rhythm, default_watches, owned_by
from board.topics.models import Topic
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.versions import refuse_stale
from members.sections.models import Section
from members.users.models import User

MAX_WATCHES = 30
DUPLICATE = "同じ条件が、すでにあります。その条件を変更してください。"
ALREADY_REMOVED = "その条件は、先に削除されています。"
TOO_MANY = f"条件は{MAX_WATCHES}件までです。使わない条件を削除してください。"


def lock_owner(owner: Owner) -> None:
    """Two who change the same owner's rows wait for each other."""
    model = User if isinstance(owner, User) else Section  # request.user is a lazy object: no type(owner)
    model.objects.select_for_update(of=("self",)).get(pk=owner.pk)


def _lock_for(owner: Owner, by) -> None:
    """`by` is None for one who came with the code of a mail."""
    if by is not None and not rules.can_edit_subscriptions(by, owner):
        raise PermissionDenied
    lock_owner(owner)


def _watches_to_change(owner: Owner, by):
    """The owner's rows, locked; where there are none the defaults become rows."""
    _lock_for(owner, by)
    watches = Watch.objects.filter(**owned_by(owner)).select_related("ward")
    if not watches.exists():
        Watch.objects.bulk_create(default_watches(owner))
    return watches


@transaction.atomic
def add_watch(*, owner: Owner, by, values: Mapping) -> Watch:
    """Add a row; the first one is added to the defaults, which become rows of the owner."""
    if _watches_to_change(owner, by).count() >= MAX_WATCHES:
        raise ActionRefused(TOO_MANY)
    watch = _save(Watch(**owned_by(owner), **values))
    _record(by, owner, "board.watch_added", 追加=["", str(watch)])
    return watch


@transaction.atomic
def change_watch(*, owner: Owner, by, watch: Watch, values: Mapping, version: str = "") -> Watch:
    """Change a row, also one of the defaults; of the base row only its level.

    Raises StaleVersion where a colleague changed it since `version`.
    """
    row = _find(_watches_to_change(owner, by), watch)
    if row is None:
        raise ActionRefused(ALREADY_REMOVED)
    refuse_stale(row, values, version)
    before = str(row)
    for name, value in values.items():
        if name == "level" or not row.is_base:
            setattr(row, name, value)
    row = _save(row)
    _record(by, owner, "board.watch_changed", 条件=[before, str(row)])
    return row


@transaction.atomic
def remove_watch(*, owner: Owner, by, watch: Watch) -> None:
    """Delete a row; the base row stays."""
    row = _find(_watches_to_change(owner, by), watch)
    if row is None:  # the second press
        return
    if row.is_base:
        raise ActionRefused("「すべての投稿」の条件は削除できません。届くものを変更してください。")
    _record(by, owner, "board.watch_removed", 削除=[str(row), ""])
    row.delete()


def _find(watches, watch: Watch) -> Watch | None:
    """The saved row; one of the defaults is found by its conditions."""
    return watches.filter(**({"pk": watch.pk} if watch.pk else watch.conditions)).first()


@transaction.atomic
def reset_watches(*, owner: Owner, by) -> None:
    """Back to the defaults, at once."""
    _lock_for(owner, by)
    own = owned_by(owner)
    before = [str(row) for row in Watch.objects.filter(**own).select_related("ward")]
    Watch.objects.filter(**own).delete()
    NotificationRhythm.objects.filter(**own).delete()
    _record(by, owner, "board.watches_reset", 条件=["、".join(before), "標準"])


@transaction.atomic
def set_rhythm(*, owner: Owner, by, rhythm: str, with_pending: bool = True) -> None:
    """How often the owner is mailed; what waits already goes out in the new rhythm.

    `with_pending`: whether a person has the list of what waits for them.
    """
    _lock_for(owner, by)
    before = NotificationRhythm.objects.filter(**owned_by(owner)).first()
    chosen = {"rhythm": rhythm, "with_pending": with_pending}
    NotificationRhythm.objects.update_or_create(**owned_by(owner), defaults=chosen)
    was = str(before or NotificationRhythm.Rhythm(default_rhythm(owner)).label)
    changes = {"頻度": [was, NotificationRhythm.Rhythm(rhythm).label]}
    if with_pending != (before is None or before.with_pending):
        words = {True: "受け取る", False: "受け取らない"}
        changes["対応が必要なことの一覧"] = [words[not with_pending], words[with_pending]]
    _record(by, owner, "board.rhythm_set", **changes)


@transaction.atomic
def set_topic_watch(*, owner: Owner, by, topic: Topic, wanted: bool | None) -> None:
    """Have all mails of one topic, none, or (None) those that the watches say.

    `by` is None for one who came with the code of a mail. Each change stands once in the audit log.
    """
    _lock_for(owner, by)
    own = {**owned_by(owner), "topic": topic}
    known = TopicWatch.objects.filter(**own).values_list("wanted", flat=True).first()
    if known == wanted:
        return
    if wanted is None:
        TopicWatch.objects.filter(**own).delete()
    else:
        TopicWatch.objects.update_or_create(**own, defaults={"wanted": wanted})
    words = {None: "設定のとおり", True: "受け取る", False: "受け取らない"}
    _record(by, owner, "board.topic_watch_set", 第号=topic.pk, 知らせ=[words[known], words[wanted]])


def _save(watch: Watch) -> Watch:
    try:
        with transaction.atomic():
            watch.save()
    except IntegrityError as error:
        raise ActionRefused(DUPLICATE) from error
    return watch


def _record(by, owner: Owner, verb: str, **changes) -> None:
    record(by=by, verb=verb, obj=owner, changes=changes)
