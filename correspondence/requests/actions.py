"""Writing a request: its row is locked first, always."""

from django.utils import timezone

from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused

GONE = "この下書きは、先に削除されました。"


def lock(model, pk):
    """The row for a change; ActionRefused where a draft was thrown away meanwhile."""
    rows = model.objects.select_for_update(of=("self",), no_key=True)
    try:
        return rows.select_related("organization__local_government", "section", "saved_by").get(pk=pk)
    except model.DoesNotExist:
        raise ActionRefused(GONE) from None


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
    """A line in the register: `closed` of an inquiry is the verb `inquiries.inquiry_closed`."""
    return record(by=by, verb=f"{item.KEY}_{verb}", obj=item, **facts)
