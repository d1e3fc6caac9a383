from common import clock
from members.applications import actions


@clock.once(clock.daily("3:35"), label="アドレスが確認されなかった申請の削除")
def discard_unverified_applications(*, now) -> None:
    """Applications whose address was never verified."""
    actions.discard_unverified_applications()
