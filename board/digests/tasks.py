from board.digests import actions, emails
from board.digests.queries import list_due
from common import clock


@clock.once(clock.every(10), label="掲示板のまとめての通知")
def send_digests(*, now) -> None:
    """At 8:30 on working days; every ten minutes, so that a worker that was down catches up."""
    emails.send_due_digests()


@clock.each(
    clock.daily("8:30", working_days=True), rows=list_due, label="対応が必要なことのメール", lock=False
)
def send_list(user, *, now) -> bool:
    """Whom something waits for and no digest was sent to today; a digest of the same morning tells it too."""
    return emails.send_list(user)


@clock.once(clock.daily("3:25"), label="古い通知の予定の削除")
def delete_old_notifications(*, now) -> None:
    """What was sent long ago, and what could not be delivered for long."""
    actions.delete_old_notifications()
