"""Background work for digests; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.digests import emails
from common.jobs import RETRY


@app.periodic(cron="*/10 * * * *")
@app.task(name="board.send_digests", queueing_lock="board.send_digests", retry=RETRY)
def send_digests(timestamp: int) -> int:
    """At 8:30 in Japan on working days; every ten minutes, so that a worker that was down catches up."""
    return emails.send_due_digests()


@app.periodic(cron="25 18 * * *")
@app.task(name="board.delete_old_notifications", queueing_lock="board.delete_old_notifications")
def delete_old_notifications(timestamp: int) -> int:
    return emails.delete_old_notifications()
