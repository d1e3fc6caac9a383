from board.archives import files
from board.archives.models import Archive
from common.attachments.zip_files import ZIP, zip_file
from common.japanese_calendar import as_date
from common.prepared_files.actions import MadeFile
from common.prepared_files.tasks import makes


@makes(Archive)
def make_archive(archive: Archive) -> MadeFile:
    """All of the board; one that was stopped meanwhile ends early and is not stored."""
    name = f"keijiban-{as_date(archive.requested_at):%Y%m%d}-{archive.pk}.zip"
    return MadeFile(zip_file(files.members(archive)), name, ZIP)
