from procrastinate.contrib.django import app

from members.application_returns import actions


@app.periodic(cron="20 0 * * *")
@app.task(name="members.remind_returned_applications", queueing_lock="members.remind_returned_applications")
def remind_returned_applications(timestamp: int) -> int:
    """In the morning of a working day in Japan."""
    return actions.remind_returned_applications()
