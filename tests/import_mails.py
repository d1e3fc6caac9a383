"""The mails of large imports, which are alike in each room."""

from members.import_export.actions import discard_sheet, fail_import
from members.import_export.emails import SheetImportEnded
from tests.mails import MailLine


def ended_import(mail: type[SheetImportEnded], **facts) -> MailLine:
    """Told that a file could not be read; thrown away before the mail leaves."""

    def ended(request):
        row = mail.about.objects.create(
            by=request.getfixturevalue("secretariat"), file_name="表.csv", **facts
        )
        fail_import(row, "ファイルに何も書かれていません。")
        row.refresh_from_db()
        return mail(row, at=row.finished_at.isoformat())

    def discarded(request, told):
        discard_sheet(sheet_import=told.about, by=told.about.by)

    return MailLine(ended, discarded)
