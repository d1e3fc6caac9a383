from common.prepared_files.emails import PreparedFileFinished
from inquiries.file_exports.models import FileExport


class FileExportFinished(PreparedFileFinished):
    """Whoever requested the files of the answers as a ZIP, when it is ready or could not be made."""

    about, label = FileExport, "照会: 回答のファイルのZIPの通知"
