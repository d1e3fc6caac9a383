from procrastinate.contrib.django import app

from members.recoveries import actions


@app.periodic(cron="35 18 * * *")
@app.task(name="members.discard_recoveries", queueing_lock="members.discard_recoveries")
def discard_unverified_recoveries(timestamp: int) -> int:
    return actions.discard_unverified_recoveries()


@app.task(name="members.ask_recovery")
def ask_recovery(email: str, name: str, lost: str, new_email: str) -> None:
    """What the page took in; a second run sends the section a new mail in place of the first."""
    actions.ask_recovery(email=email, name=name, lost=lost, new_email=new_email)
