from procrastinate.contrib.django import app

from board.reports import emails
from common.jobs import RETRY


@app.task(name="board.tell_reported", retry=RETRY)
def tell_reported(report_id: int) -> None:
    emails.tell_reported(report_id)


@app.task(name="board.tell_report_decided", retry=RETRY)
def tell_report_decided(report_id: int) -> None:
    emails.tell_report_decided(report_id)
