'''Work on sheets: by the clock, and what is large on request.

@takes_in(EventImport, may=can_commit_events)
def tell_secretariat(event_import) -> None:
    """Follows in the transaction that writes one."""
'''

from collections.abc import Callable

from common import clock, jobs
from common.prepared_files.tasks import ends_where_lost
from members.import_export import actions
from members.import_export.models import BaseSheetImport, SheetImport
from members.import_export.rules import can_commit_sheet


@clock.once(clock.daily("4:15"), label="取り込まれなかった表の削除")
def discard_old_imports(*, now) -> None:
    """What nobody finished, and the details of old imports."""
    actions.discard_old_imports(now)


@jobs.task(actions.TAKE_IN_TASK, jobs.FILES)
def take_in_sheet(kind: str, pk: int) -> None:
    """Done twice it does no harm."""
    (model,) = (model for model in actions.ways if model._meta.label == kind)
    actions.take_in_sheet(model, pk)


def takes_in(model: type[BaseSheetImport], *, may: Callable) -> Callable:
    """Declare, in a `tasks.py`, who may write a kind of import; as a decorator what follows."""
    actions.ways[model] = actions.Way(may, after=lambda row: None)
    label = f"終わらなかった{model._meta.verbose_name}の記録"
    ends_where_lost(model, actions.fail_import, label=label)

    def declare(after: Callable) -> Callable:
        actions.ways[model] = actions.Way(may, after)
        return after

    return declare


takes_in(SheetImport, may=can_commit_sheet)
