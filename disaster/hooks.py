"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.subject_imports import import_registering
from disaster.printed_figures.models import PrintedFigure
from members.login.backends import register_secretariat_permissions
from members.task_queue.queries import TaskQueue, register_task_queues

VERBS = {
    "disaster.figure_printed": "印刷した数の登録",
    "disaster.printed_figure_settled": "印刷した数の違いへの対応",
}
PRINTED_FIGURES = TaskQueue(
    "印刷した数",
    "広報紙や議会の答弁に使った災害支援の数が、今の記録と合うかを確かめます。",
    "disaster:printed-list",
    "記録と異なる印刷した数",
    lambda today: PrintedFigure.objects.differing(),
)


def register() -> None:
    register_labels(verbs=VERBS)
    import_registering("disaster")
    register_secretariat_permissions("disaster", "view", "add", "change", "delete")
    register_task_queues(PRINTED_FIGURES)
