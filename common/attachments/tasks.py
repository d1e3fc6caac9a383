from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from common.attachments import processing, search
from common.attachments.models import StoredFile


@app.task(
    name=processing.PROCESS_TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5), queue="pictures"
)
def process_file(pk: str) -> None:
    file = StoredFile.objects.filter(pk=pk).first()
    if file is not None:
        processing.process(file)
        search.refresh_owner(file)


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="common.process_missed_files")
def process_missed_files(timestamp: int) -> None:
    processing.request_missed_processing()
