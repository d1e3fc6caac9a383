from procrastinate import RetryStrategy

from common import jobs
from common.outbox import delivery, mails, models

# after a bug of ours; where the mail server fails, the next try is a job of its own
HOURLY = RetryStrategy(max_attempts=3, wait=jobs.HOUR)


@jobs.task(mails.WRITE_TASK, jobs.TELLING, retry=jobs.RETRY)
def write_mail(mail: str, pk: int | None, facts: dict) -> None:
    mails.write_declared_mail(mail, pk, facts)


@jobs.task(models.DELIVER_TASK, jobs.MAIL, retry=HOURLY)
def deliver_mails(mail_ids: list[int], awaited: bool) -> None:
    delivery.deliver_bag(mail_ids, awaited=awaited)
