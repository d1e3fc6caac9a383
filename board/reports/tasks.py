from procrastinate.contrib.django import app

from board.reports import emails
from common.jobs import RETRY


@app.task(name="board.send_post_reported", retry=RETRY)
def send_post_reported(report_id: int) -> None:
    emails.send_post_reported(report_id)


@app.task(name="board.send_report_decided", retry=RETRY)
def send_report_decided(report_id: int) -> None:
    emails.send_report_decided(report_id)
