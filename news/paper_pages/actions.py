"""Reading the PDF of an issue, keeping what is made of its text, and making drafts of articles from it."""

import io
import time
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from common import jobs
from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.models import StoredFile
from common.attachments.queries import files_of, files_of_many
from common.audit_log.actions import record
from common.prepared_files.actions import lock_unfinished, note_progress, work_on
from common.refusals import ActionRefused
from common.sandbox import documents
from common.uploads import kinds
from common.versions import refuse_stale
from news.article_editing.actions import locked_issue, write_articles
from news.issues.models import Article, NewsIssue
from news.paper_pages.columns import proposed
from news.paper_pages.models import MAX_PAGES, PaperPage, PaperReading
from news.paper_pages.pieces import Piece

READ_TASK = "news.read_paper"
READING_SECONDS = 240  # for all pages; one alone may take documents.SECONDS
NO_PDF = "紙面のPDFがありません。「号の内容を編集する」で、PDFを添付してください。"
TOO_MANY = (
    "このPDFは{pages}ページあります。読み取れるのは{most}ページまでです。"
    "号の内容の編集で、ページを分けたPDFに差し替えてください。"
)
GONE = "紙面のPDFが削除されました。もう一度読み取ってください。"
NO_TIME = "時間内に読み取れませんでした。"
NO_TEXT = (
    "このページには文字の情報がありません。紙を読み込んだ画像かもしれません。"
    "紙面を見て、見出しと本文を入力してください。"
)
UNREADABLE = "PDFのどのページも読み取れませんでした。壊れているか、パスワードが付いている可能性があります。"


def paper_of(issue: NewsIssue) -> StoredFile | None:
    """Its printed paper: the first PDF among its files."""
    return next((file for file in files_of(issue) if file.kind == kinds.PDF), None)


@transaction.atomic
def request_reading(*, issue: NewsIssue, by) -> PaperReading:
    """Have the worker read the PDF; while it does, a second press changes nothing. Earlier proposals go."""
    issue = locked_issue(issue, by)
    file = paper_of(issue)
    if file is None:
        raise ActionRefused(NO_PDF)
    if (file.pages or 0) > MAX_PAGES:
        raise ActionRefused(TOO_MANY.format(pages=file.pages, most=MAX_PAGES))
    earlier = PaperReading.objects.filter(issue=issue).first()
    if earlier and earlier.is_unfinished:
        return earlier
    discard_reading(issue)
    row = PaperReading.objects.create(issue=issue, file=file, requested_by=by, total=file.pages or 1)
    record(by=by, verb="news.paper_reading_requested", obj=issue)
    jobs.defer(READ_TASK, pk=row.pk)
    return row


@transaction.atomic
def delete_reading(*, issue: NewsIssue, by) -> None:
    issue = locked_issue(issue, by)
    if discard_reading(issue):
        record(by=by, verb="news.paper_reading_deleted", obj=issue)


def discard_reading(issue: NewsIssue) -> bool:
    """Delete what was read for it, with the pictures, in the caller's transaction."""
    pages = PaperPage.objects.filter(reading__issue=issue)
    for files in files_of_many(pages).values():
        discard_files(files)
    return bool(PaperReading.objects.filter(issue=issue).delete()[0])


def read_paper(pk: int) -> None:
    """In the worker: page by page, each in a process of its own. Begun again it goes on where it stood."""
    row = PaperReading.objects.unfinished().select_related("file", "requested_by").filter(pk=pk).first()
    if row:
        work_on(row, _read, fail=fail_reading)


def _read(row: PaperReading) -> None:
    if row.file is None:
        raise ActionRefused(GONE)
    ends = time.monotonic() + READING_SECONDS
    done = set(row.pages.values_list("number", flat=True))
    try:
        with row.file.content.open("rb") as content:
            for number in range(1, row.total + 1):
                if number not in done and not _read_page(row, content, number, ends):
                    return
    except FileNotFoundError:
        raise ActionRefused(GONE) from None
    if not files_of_some(row):
        raise ActionRefused(UNREADABLE)
    _finish(row, "")


def files_of_some(row: PaperReading) -> bool:
    """Whether any page could be drawn."""
    return any(files_of_many(row.pages.all()).values())


def _read_page(row: PaperReading, content, number: int, ends: float) -> bool:
    """Keep one page as it was read, or why it was not; False where nobody waits for it any more."""
    sheet, reason = None, NO_TIME
    left = min(documents.SECONDS, ends - time.monotonic())
    if left > 1:
        try:
            sheet = documents.read_page(content, number, seconds=left)
            reason = ""
        except documents.DocumentUnreadable as error:
            reason = str(error)
    with transaction.atomic():
        if lock_unfinished(row) is None:
            return False
        _keep_page(row, number, sheet, reason)
        return note_progress(row, done=number)


def _keep_page(row: PaperReading, number: int, sheet: documents.PaperSheet | None, reason: str) -> None:
    blocks = proposed(sheet.lines, sheet.box[1]) if sheet else []
    page = PaperPage.objects.create(
        reading=row, number=number, blocks=blocks, reason=reason or ("" if blocks else NO_TEXT)
    )
    if sheet:
        file = store_generated_file(
            io.BytesIO(sheet.picture), name=f"紙面{number}.webp", kind="image/webp", by=row.requested_by
        )
        file.width, file.height = sheet.width, sheet.height
        file.save(update_fields=["width", "height"])
        attach_files([file], to=page)


@transaction.atomic
def fail_reading(row: PaperReading, reason: str) -> None:
    _finish(row, reason)


def _finish(row: PaperReading, reason: str) -> None:
    PaperReading.objects.unfinished().filter(pk=row.pk).update(finished_at=timezone.now(), reason=reason)


@transaction.atomic
def save_page(*, page: PaperPage, by, pieces: Iterable[Piece], version: str = "") -> PaperPage:
    """Keep the proposals as they are now. Raises StaleVersion where somebody saved something else since."""
    row, blocks = _locked(page, by), [piece.kept for piece in pieces]
    refuse_stale(row, {"blocks": blocks}, version)
    row.blocks = blocks
    row.save(update_fields=["blocks"])
    return row


@transaction.atomic
def make_articles(
    *, page: PaperPage, by, pieces: list[Piece], kind: str, before: Article | None, version: str = ""
) -> list[Article]:
    """Drafts of what the pieces say: each headline begins one; what stands before the first goes to `before`.

    What is not used stays proposed. Raises StaleVersion where somebody saved something else since.
    """
    row = _locked(page, by)
    refuse_stale(row, {"blocks": [piece.kept for piece in pieces]}, version)
    texts = [
        {"kind": kind, "page": row.number, **text} if "headline" in text else text
        for text in Piece.articles(pieces)
    ]
    articles = write_articles(issue=row.reading.issue, by=by, texts=texts, before=before)
    row.blocks = [piece.kept for piece in pieces if not piece.is_used]
    row.save(update_fields=["blocks"])
    return articles


def _locked(page: PaperPage, by) -> PaperPage:
    issue = locked_issue(page.reading.issue, by)
    row = (
        PaperPage.objects.select_for_update(of=("self",)).select_related("reading").filter(pk=page.pk).first()
    )
    if row is None:
        raise ActionRefused("紙面が読み取り直されました。このページを開き直してください。")
    row.reading.issue = issue
    return row
