from dataclasses import replace

from board.exports import actions, files, spreadsheets
from board.exports.models import TopicExport
from common.attachments.zip_files import ZIP, zip_file
from common.japanese_calendar import as_date
from common.prepared_files.actions import MadeFile, counted
from common.prepared_files.tasks import makes
from common.spreadsheets.writing import XLSX, workbook_file

ROWS, MEMBERS = 200, 5  # rows of a sheet, files of a ZIP between two signs of progress


@makes(TopicExport)
def make_topic_export(export: TopicExport) -> MadeFile:
    """The ZIP of its topic, or the list as a sheet."""
    by = export.requested_by
    if export.topic:
        members = counted(export, files.zip_members(export.topic, by), MEMBERS)
        return MadeFile(zip_file(members), f"掲示板_第{export.topic_id}号.zip", ZIP)
    sheet = spreadsheets.sheet_of(actions.listed(export.query, by))
    content = workbook_file([replace(sheet, rows=counted(export, sheet.rows, ROWS))])
    return MadeFile(content, f"掲示板の投稿_{as_date(export.requested_at):%Y%m%d}.xlsx", XLSX)
