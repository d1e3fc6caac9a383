"""A file that found its owner is read by the worker: small copies, a first page, its text.

Everything is opened in the sandbox except pictures, which were re-encoded when they were uploaded.
"""

import contextlib
import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from common import jobs, text
from common.attachments import thumbnails
from common.attachments.models import FileText, StoredFile
from common.sandbox import documents
from common.uploads import kinds

PROCESS_TASK = "common.attachments.tasks.process_file"
KINDS_WITH_TEXT = (kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.TXT, kinds.CSV)
NO_TEXT = "文字がありません。紙を読み込んだ画像だけのPDFかもしれません。"
GONE = "ファイルの中身が見つかりません。"
LOST_AFTER = datetime.timedelta(hours=2)  # after which a job is taken for lost
MAX_AT_ONCE = 500


def request_processing(files: Iterable[StoredFile]) -> None:
    """Have the worker process these files, once the caller's transaction is committed."""
    files = list(files)
    now = timezone.now()
    waiting = [FileText(file=file, asked_at=now) for file in files]
    FileText.objects.bulk_create(waiting, ignore_conflicts=True)
    jobs.defer_many(PROCESS_TASK, [{"pk": str(file.pk)} for file in files])


def request_missed_processing() -> int:
    """Ask for files that were never processed: uploaded before there was this, or whose job was lost."""
    processed = FileText.objects.filter(file=OuterRef("pk"))
    late = Q(
        extracted_text__state=FileText.State.WAITING, extracted_text__asked_at__lt=timezone.now() - LOST_AFTER
    )
    owned = StoredFile.objects.filter(owner_type__isnull=False)
    missed = list(owned.filter(late | ~Exists(processed)).order_by("-created_at")[:MAX_AT_ONCE])
    FileText.objects.filter(file__in=missed).update(asked_at=timezone.now())
    request_processing(missed)
    return len(missed)


def process(file: StoredFile) -> None:
    """Draw and read one file; looking again gives the same."""
    text_found, reason = "", ""
    try:
        with contextlib.suppress(
            documents.DocumentUnreadable
        ):  # no first page then; its text may be read all the same
            thumbnails.draw_thumbnails(file)
        text_found = _text_of(file)
    except documents.DocumentUnreadable as error:
        reason = str(error)
    except FileNotFoundError:
        reason = GONE
    if not text_found and not reason and file.kind == kinds.PDF:
        reason = NO_TEXT
    state = FileText.State.UNREADABLE if reason else FileText.State.READ
    found = {"state": state, "text": text_found, "reason": reason, "read_at": timezone.now()}
    FileText.objects.update_or_create(
        file=file, defaults=found, create_defaults={**found, "asked_at": found["read_at"]}
    )


def _text_of(file: StoredFile) -> str:
    if file.kind not in KINDS_WITH_TEXT:
        return ""
    with file.content.open("rb") as content:
        return text.clean(documents.extract_text(content, file.kind))[: documents.MAX_TEXT]
