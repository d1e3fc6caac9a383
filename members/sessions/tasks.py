from common import clock
from members.sessions import actions


@clock.once(clock.daily("3:51"), label="期限の切れたログインの記録の削除")
def delete_expired_sessions(*, now) -> None:
    """Sessions that are over, of visitors too, and what was noted about them."""
    actions.delete_expired_sessions()
