"""What a file of the register says, and how far such a file is read."""

from django.core.exceptions import ValidationError

from common.spreadsheets import limits, reading
from common.spreadsheets.reading import Table
from common.uploads.limits import MB
from members.member_sheets.sheet import ImportedSheet

LIMITS = f"{limits.MAX_SIZE // MB}MBまで、{limits.MAX_ROWS:,}行まで。"


def read_sheet(upload, sheet: type[ImportedSheet]) -> Table:
    """The table of a file of that sheet; raises ValidationError where it is none."""
    table = reading.read_table(upload, sheet=sheet.title, known=sheet.titles())
    if not set(sheet.keys) & set(table.header):
        raise ValidationError(
            f"「{'」「'.join(sheet.keys)}」のどれかの列が必要です。"
            f"見出しを「{sheet.title}」のひな形と同じにしてください。{titles_found(table)}"
        )
    return table


def titles_found(table: Table) -> str:
    """What stands in the file where the titles were looked for."""
    return f"ファイルの見出し: {'、'.join(title[:20] for title in table.header[:12])}"
