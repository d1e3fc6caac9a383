from board.exports.models import TopicExport
from common.prepared_files.emails import PreparedFileFinished


class TopicExportFinished(PreparedFileFinished):
    """Whoever requested a long list or a large topic as a file, when it is ready or could not be made."""

    about, label = TopicExport, "掲示板: 書き出しの通知"
