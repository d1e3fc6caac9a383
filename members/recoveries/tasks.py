from common import clock, jobs
from members.recoveries import actions


@clock.once(clock.daily("3:35"), label="確認されなかったログインの回復の申出の削除")
def discard_unverified_recoveries(*, now) -> None:
    """Those whose link and code expired before anybody in the section used them."""
    actions.discard_unverified_recoveries()


@jobs.task("members.ask_recovery", jobs.AWAITED)
def ask_recovery(email: str, name: str, lost: str, new_email: str) -> None:
    """What the page took in; a second run sends the section a new mail in place of the first."""
    actions.ask_recovery(email=email, name=name, lost=lost, new_email=new_email)
