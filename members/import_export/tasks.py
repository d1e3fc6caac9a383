from common import clock
from members.import_export import actions


@clock.once(clock.daily("4:15"), label="取り込まれなかった表の削除")
def discard_old_imports(*, now) -> None:
    """What nobody finished, and the details of old imports."""
    actions.discard_old_imports(now)
