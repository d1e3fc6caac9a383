from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from common.jobs import RETRY
from common.outbox import delivery, mails, models
from common.outbox.models import OutgoingMail


class RetryAfterPause(BaseRetryStrategy):
    """Tries again after the pause a failed delivery names; a bug is tried again hourly, three times."""

    def get_retry_decision(self, *, exception, job):
        if isinstance(exception, delivery.NotDelivered):
            return RetryDecision(retry_in={"seconds": exception.pause})
        return RetryDecision(retry_in={"hours": 1}) if job.attempts < 3 else None


@app.task(name=mails.WRITE_TASK, retry=RETRY, queue="mail")
def write_mail(mail: str, pk: int | None, facts: dict) -> None:
    mails.write_declared_mail(mail, pk, facts)


@app.task(name=models.DELIVER_TASK, retry=RetryAfterPause(), queue="mail")
def deliver_mail(mail_id: int) -> None:
    mail = OutgoingMail.objects.filter(pk=mail_id).first()
    if mail is not None:
        delivery.deliver(mail)
