from board.presence import actions
from common import clock


@clock.once(clock.daily("3:37"), label="編集中の記録の削除")
def delete_old_presences(*, now) -> None:
    """Presences of forms that were closed long ago."""
    actions.delete_old_presences()
