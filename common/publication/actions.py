import datetime

from django.db import transaction
from django.utils import timezone

from common.attachments.queries import files_of, undescribed_pictures
from common.audit_log.actions import record
from common.publication.models import Publication, PublicationState
from common.refusals import ActionRefused, NothingToDo
from common.search.actions import refresh_index

UNDESCRIBED = (
    "説明か権利の表示のない写真があります。"
    "「写真と資料の説明」に入力するか、写真を外してから、公開してください。"
)
PUBLIC_MEANWHILE = "もう公開されています。"
NOT_SCHEDULED = "公開の予約はありません。"
NOT_PUBLIC = "公開されていません。"
MAX_AHEAD = datetime.timedelta(days=366)


def refuse_moment(at: datetime.datetime) -> None:
    """Raises ActionRefused for a moment of publication that is over, or more than a year away."""
    now = timezone.now()
    if not now < at <= now + MAX_AHEAD:
        raise ActionRefused("公開日時は、いまから1年以内の日時を入力してください。")


def plan_publication(row, *, by, at: datetime.datetime) -> bool:
    """Set the moment of a locked draft; False where it is that one already."""
    if row.is_published:
        raise ActionRefused(f"この{row._meta.verbose_name}は、もう公開されています。")
    if row.publish_at == at:
        return False
    refuse_moment(at)
    row.publish_at, row.publish_by = at, by
    return True


def drop_plan(row) -> None:
    """Raises NothingToDo where no moment is set, or it came meanwhile."""
    if not row.publish_at:
        raise NothingToDo(PUBLIC_MEANWHILE if row.is_published else NOT_SCHEDULED)
    row.publish_at = row.publish_by = None


def is_due(row) -> bool:
    """Whether the set moment of a locked row has come."""
    return not row.is_published and row.publish_at is not None and row.publish_at <= timezone.now()


def set_published(row, *, by, at: datetime.datetime) -> None:
    row.publish_at = row.publish_by = None
    row.state, row.published_at, row.published_by = PublicationState.PUBLISHED, at, by


def set_withdrawn(row) -> None:
    """Raises NothingToDo where it is a draft already."""
    if not row.is_published:
        raise NothingToDo(NOT_PUBLIC)
    row.state, row.published_at, row.published_by = PublicationState.DRAFT, None, None


@transaction.atomic
def publish(*, obj: Publication, by, at: datetime.datetime | None = None) -> bool:
    """Show it to everybody, from now or from a moment that the caller took; False when it was public."""
    at = at or timezone.now()
    return _set_state(obj, by, PublicationState.PUBLISHED, "published", published_at=at, published_by=by)


def refuse_undescribed(obj: Publication) -> None:
    """Raises ActionRefused for a picture without a text or rights."""
    if undescribed_pictures(files_of(obj)):
        raise ActionRefused(UNDESCRIBED)


@transaction.atomic
def withdraw(*, obj: Publication, by) -> bool:
    """Take it back to a draft; False when it was one already."""
    return _set_state(obj, by, PublicationState.DRAFT, "withdrawn", published_at=None, published_by=None)


def _set_state(obj, by, state, verb, **fields) -> bool:
    row = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if row.state == state:
        return False
    for name, value in {"state": state, **fields}.items():
        setattr(row, name, value)
        setattr(obj, name, value)
    row.save(update_fields=["state", *fields, "changed_at"])
    record(by=by, verb=f"{row._meta.app_label}.{row._meta.model_name}_{verb}", obj=row)
    refresh_index(row)
    return True
