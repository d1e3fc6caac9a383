from procrastinate import RetryStrategy

from common import clock, jobs
from common.attachments import processing, search
from common.attachments.models import StoredFile


@jobs.task(processing.PROCESS_TASK, jobs.PICTURES, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def process_file(pk: str) -> None:
    file = StoredFile.objects.filter(pk=pk).first()
    if file is not None:
        processing.process(file)
        search.refresh_owner(file)


@clock.once(clock.hourly(23), label="処理されなかった添付ファイルの処理")
def process_missed_files(*, now) -> None:
    """Have files drawn and read that never were, as after an update."""
    processing.request_missed_processing()
