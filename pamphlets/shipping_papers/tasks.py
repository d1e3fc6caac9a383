"""Background work for papers; every job may run twice without harm."""

from common import clock, jobs
from common.japanese_calendar import as_date
from common.prepared_files.actions import delete_prepared_file, fail_prepared_file
from pamphlets.shipping_papers import actions
from pamphlets.shipping_papers.models import ShippingPaper

FAILED = "作成の途中で、システムの誤りが起きました。もう一度作成してください。"


@jobs.task(actions.TASK, jobs.FILES)
def draw_shipping_paper(pk: int) -> None:
    try:
        actions.draw_shipping_paper(pk)
    except Exception:
        fail_prepared_file(ShippingPaper(pk=pk), FAILED)
        raise


@clock.each(
    clock.every(10),
    rows=ShippingPaper.objects.lost,
    label="作成できなかった書類のPDFの記録",
)
def fail_lost_paper(paper, *, now) -> None:
    """One whose job was lost: another can be requested."""
    fail_prepared_file(paper, FAILED)


@clock.each(
    clock.daily("4:27"),
    rows=lambda now: ShippingPaper.objects.expired(as_date(now)),
    label="期限が過ぎた書類のPDFの削除",
)
def delete_expired_paper(paper, *, now) -> None:
    """The file of a paper that was kept for its time."""
    delete_prepared_file(paper)
