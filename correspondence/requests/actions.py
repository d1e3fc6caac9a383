"""Writing a request: its row is locked first, always."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused
from correspondence.requests.rules import can_change, owns

GONE = "この下書きは、先に削除されました。"
DECIDED = "この{noun}は、先にほかの担当者が操作しました（いまの状態は「{state}」です）。"
NO_LONGER_OPEN = "この{noun}は受付を終えたため、変えられません。"
CHANGED_MEANWHILE = "{name}さんがこの下書きを保存しました。いまの内容を確かめてから、もう一度押してください。"


def lock(model, pk):
    """The row for a change; ActionRefused where a draft was thrown away meanwhile."""
    rows = model.objects.select_for_update(of=("self",), no_key=True)
    try:
        return rows.select_related("organization__local_government", "section", "saved_by").get(pk=pk)
    except model.DoesNotExist:
        raise ActionRefused(GONE) from None


def lock_changeable(item, by):
    """The row of an open request, for a change by the asking side."""
    item = lock(type(item), item.pk)
    if not can_change(by, item):
        raise (
            ActionRefused(NO_LONGER_OPEN.format(noun=item.WORDS.noun)) if owns(by, item) else PermissionDenied
        )
    return item


def refuse_decided(item, by) -> None:
    """Say what became of it, to those who own it; the others may not know."""
    if not owns(by, item):
        raise PermissionDenied
    raise ActionRefused(DECIDED.format(noun=item.WORDS.noun, state=item.get_state_display()))


def refuse_another_version(item, version: int) -> None:
    """Nothing goes out that nobody looked at."""
    if item.version != version:
        raise ActionRefused(CHANGED_MEANWHILE.format(name=item.saver))


def save_next_version(item, by) -> None:
    """The next version of the locked row, in the name of `by`."""
    item.version += 1
    item.saved_at, item.saved_by = timezone.now(), by
    item.save()


def has_same_files(item, files) -> bool:
    """Whether these are its files by name and content: what a double click uploads are new rows."""
    own = files_of(item)
    return [(file.name, file.sha256) for file in own] == [(file.name, file.sha256) for file in files]


def record_of(item, by, verb: str, **facts):
    """A line in the audit log: `closed` of an inquiry is the verb `inquiries.inquiry_closed`."""
    return record(by=by, verb=f"{item.ROOM}.{item.NAME}_{verb}", obj=item, **facts)
