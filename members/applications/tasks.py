from procrastinate.contrib.django import app

from members.applications import actions


@app.periodic(cron="35 18 * * *")
@app.task(name="members.discard_applications", queueing_lock="members.discard_applications")
def discard_unverified_applications(timestamp: int) -> int:
    return actions.discard_unverified_applications()
