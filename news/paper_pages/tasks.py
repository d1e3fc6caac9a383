"""The PDF of an issue is read by the worker."""

from common import jobs
from common.prepared_files.tasks import ends_where_lost
from news.paper_pages import actions
from news.paper_pages.models import PaperReading


@jobs.task(actions.READ_TASK, jobs.FILES)
def read_paper(pk: int) -> None:
    """Done twice it does no harm."""
    actions.read_paper(pk)


ends_where_lost(PaperReading, actions.fail_reading, label="終わらなかった紙面の読取りの記録")
