from common.attachments.zip_files import ZIP, zip_file
from common.prepared_files.actions import MadeFile, counted
from common.prepared_files.tasks import makes
from correspondence.questions import files
from inquiries.file_exports.models import FileExport
from inquiries.results.filters import narrowed_answers

FILES = 5  # between two signs of progress


@makes(FileExport)
def make_file_export(export: FileExport) -> MadeFile:
    """Of the answers as they are now."""
    inquiry, by = export.inquiry, export.requested_by
    members = files.members_of(inquiry, narrowed_answers(by, inquiry, export.query), by)
    return MadeFile(zip_file(counted(export, members, FILES)), f"照会_第{inquiry.pk}号_ファイル.zip", ZIP)
