from common import clock
from disaster.imports.models import SupportImport
from members.import_export.actions import discard_old_imports


@clock.once(clock.daily("4:22"), label="取り込まれなかった支援の記録の表の削除")
def discard_old_support_imports(*, now) -> None:
    """What nobody finished, and the details of old imports."""
    discard_old_imports(SupportImport)
