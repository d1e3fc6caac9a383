"""Background work for exports; every job may run twice without harm."""

from board.exports import actions
from board.exports.models import TopicExport
from common import clock, jobs
from common.japanese_calendar import as_date
from common.prepared_files.actions import delete_prepared_file, fail_prepared_file

FAILED = (
    "作成の途中で、システムの誤りが起きました。もう一度作成してください。"
    "繰り返すときは、事務局に連絡してください。"
)


@jobs.task(actions.TASK, jobs.FILES)
def make_topic_export(pk: int) -> None:
    try:
        actions.make_topic_export(pk)
    except Exception:
        fail_prepared_file(TopicExport(pk=pk), FAILED)
        raise


@clock.each(clock.every(10), rows=TopicExport.objects.lost, label="作成できなかった投稿の書き出しの記録")
def fail_lost_export(export, *, now) -> None:
    """One whose job was lost: another can be requested."""
    fail_prepared_file(export, FAILED)


@clock.each(
    clock.daily("4:31"),
    rows=lambda now: TopicExport.objects.expired(as_date(now)),
    label="期限が過ぎた投稿の書き出しの削除",
)
def delete_expired_export(export, *, now) -> None:
    """The file of an export that was kept for its time."""
    delete_prepared_file(export)
