"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.subject_imports import import_registering
from members.login.backends import register_secretariat_permissions
from members.task_queue.queries import TaskQueue, register_task_queues

VERBS = {
    "disaster.disaster_created": "災害の登録",
    "disaster.disaster_edited": "災害の編集",
    "disaster.disaster_merged": "災害の統合",
    "disaster.supportrecord_recorded": "個票の記録",
    "disaster.supportrecord_corrected": "個票の訂正",
    "disaster.supportrecord_withdrawn": "個票の取下げ",
    "disaster.sheet_compared": "支援の記録の表を読込み",
    "disaster.sheet_imported": "支援の記録の表を取込み",
    "disaster.statement_recorded": "公表値の記録",
    "disaster.statement_corrected": "公表値の訂正",
    "disaster.statement_withdrawn": "公表値の取下げ",
}

TASK_QUEUE = TaskQueue(
    "災害支援の記録",
    "災害の登録と、支援の記録・公表値の入力や訂正をします。",
    "disaster:disaster-list",
)


def register() -> None:
    register_labels(verbs=VERBS)
    import_registering("disaster")
    register_secretariat_permissions("disaster", "view", "add", "change", "delete")
    register_task_queues(TASK_QUEUE)
