"""A file that found its owner is looked into by the worker: small copies, a first page, its words.

Everything is opened apart (office.apart) except pictures, which the cabinet drew itself.
"""

import contextlib
import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from office import apart, jobs, text
from office.cabinet import limits, small
from office.models import FileText, StoredFile

TASK = "office.tasks.look_into_file"
WITH_WORDS = (limits.PDF, limits.DOCX, limits.XLSX, limits.PPTX, limits.TXT, limits.CSV)
NO_WORDS = "文字がありません。紙を読み込んだ画像だけのPDFかもしれません。"
GONE = "ファイルの中身が見つかりません。"
PATIENCE = datetime.timedelta(hours=2)  # after which a job is taken for lost
MOST_AT_ONCE = 500


def ask_for(files: Iterable[StoredFile]) -> None:
    """Have the worker look into these files, once the caller's transaction is committed."""
    files = list(files)
    now = timezone.now()
    waiting = [FileText(file=file, asked_at=now) for file in files]
    FileText.objects.bulk_create(waiting, ignore_conflicts=True)
    jobs.defer_many(TASK, [{"pk": str(file.pk)} for file in files])


def ask_for_missed() -> int:
    """Ask for files that nobody looked into: of the time before there was this, or whose job was lost."""
    seen = FileText.objects.filter(file=OuterRef("pk"))
    late = Q(words__state=FileText.State.WAITING, words__asked_at__lt=timezone.now() - PATIENCE)
    owned = StoredFile.objects.filter(owner_type__isnull=False)
    missed = list(owned.filter(late | ~Exists(seen)).order_by("-created_at")[:MOST_AT_ONCE])
    FileText.objects.filter(file__in=missed).update(asked_at=timezone.now())
    ask_for(missed)
    return len(missed)


def look(file: StoredFile) -> None:
    """Draw and read one file; looking again gives the same."""
    words, reason = "", ""
    try:
        with contextlib.suppress(apart.NotOpened):  # no first page then; its words may be read all the same
            small.draw(file)
        words = _words(file)
    except apart.NotOpened as error:
        reason = str(error)
    except FileNotFoundError:
        reason = GONE
    if not words and not reason and file.kind == limits.PDF:
        reason = NO_WORDS
    state = FileText.State.UNREADABLE if reason else FileText.State.READ
    found = {"state": state, "text": words, "reason": reason, "read_at": timezone.now()}
    FileText.objects.update_or_create(
        file=file, defaults=found, create_defaults={**found, "asked_at": found["read_at"]}
    )


def _words(file: StoredFile) -> str:
    if file.kind not in WITH_WORDS:
        return ""
    with file.content.open("rb") as content:
        return text.clean(apart.words_of(content, file.kind))[: apart.MAX_WORDS]
