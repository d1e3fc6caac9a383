from common import clock
from events.open_data.models import EventImport
from members.import_export.actions import discard_old_imports


@clock.once(clock.daily("4:20"), label="取り込まれなかったイベント一覧の削除")
def discard_old_event_imports(*, now) -> None:
    """What nobody finished, and the details of old imports."""
    discard_old_imports(EventImport)
