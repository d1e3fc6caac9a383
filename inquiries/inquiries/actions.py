from django.utils import timezone

from common.refusals import ActionRefused
from inquiries.inquiries.models import Inquiry

NO_LONGER_OPEN = "この照会は受付を終えたため、変えられません。"


def save_next_version(inquiry, by) -> None:
    """The next version of the locked row, in his name."""
    inquiry.version += 1
    inquiry.saved_at, inquiry.saved_by = timezone.now(), by
    inquiry.save()


DECIDED = "この照会は、先にほかの担当者が操作しました(いまの状態は「{state}」です)。"
GONE = "この下書きは、先に削除されました。"


def lock_inquiry(pk) -> Inquiry:
    """The row for a change; Refused where a draft was thrown away meanwhile."""
    rows = Inquiry.objects.select_for_update(of=("self",), no_key=True)
    try:
        return rows.select_related("organization__local_government", "section", "saved_by").get(pk=pk)
    except Inquiry.DoesNotExist:
        raise ActionRefused(GONE) from None
