'''The one job that makes them, and what the clock does with them; rooms say what is in them.

@makes(TopicExport)
def make_topic_export(export) -> MadeFile:
    """..."""
'''

from collections.abc import Callable

from common import clock, jobs
from common.attachments.download_log import register_download_verb
from common.japanese_calendar import as_date
from common.labels import register_labels
from common.prepared_files import actions
from common.prepared_files.models import Followed, PreparedFile

VERBS = {
    "requested": "の作成の依頼",
    "ready": "の作成",
    "fetched": "のダウンロード",
    "failed": "の作成の失敗",
    "stopped": "の作成の取りやめ",
    "deleted": "の削除",
}


@jobs.task(actions.MAKE_TASK, jobs.FILES)
def make_prepared_file(kind: str, pk: int) -> None:
    """Done twice it does no harm."""
    (model,) = (model for model in actions.makers if model._meta.label == kind)
    actions.make_prepared_file(model, pk)


def makes(model: type[PreparedFile]) -> Callable:
    """Declare the function that makes such a file of its row, in the `tasks.py` of a subject.

    It may raise ActionRefused with a Japanese sentence that says why there is none. What hangs on every kind
    is declared with it: its end where its job was lost, the end of its days, its words in the audit log.
    """
    name, words = model._meta.model_name, model._meta.verbose_name
    register_labels(verbs={f"{model.VERB}_{verb}": f"{words}{said}" for verb, said in VERBS.items()})
    register_download_verb(model, f"{model.VERB}_fetched")
    ends_where_lost(model, actions.fail_prepared_file, label=f"作成できなかった{words}の記録")
    clock.each(
        clock.daily("4:23"),
        rows=lambda now: model.objects.expired(as_date(now)),
        label=f"期限が過ぎた{words}の削除",
        name=f"{model._meta.app_label}.delete_expired_{name}",
    )(delete_expired_file)

    def declare(function: Callable) -> Callable:
        actions.makers[model] = function
        return function

    return declare


def ends_where_lost(model: type[Followed], fail: Callable, *, label: str) -> None:
    """Declare that one whose job was lost ends by the clock, so that another can be requested."""

    def fail_lost(row: Followed, *, now) -> None:
        fail(row, actions.failed(row))

    name = f"{model._meta.app_label}.fail_lost_{model._meta.model_name}"
    clock.each(clock.every(10), rows=model.objects.lost, label=label, name=name)(fail_lost)


def delete_expired_file(row: PreparedFile, *, now) -> None:
    """The file of one that was kept for its time."""
    actions.delete_prepared_file(row)
