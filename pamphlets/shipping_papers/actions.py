"""A PDF of letters, packing lists or labels: requested, drawn by the worker, deleted after its days."""

import io

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.template.loader import render_to_string

from common import jobs
from common.audit_log.actions import record
from common.pdf import PdfUnavailable, render_pdf
from common.prepared_files.actions import finish, lock_unfinished, store_prepared_file
from common.refusals import ActionRefused
from pamphlets.deliveries import rules, shipping_papers
from pamphlets.deliveries.forms import ShippingPaperForm
from pamphlets.shipping_papers.models import ShippingPaper

TASK = "pamphlets.draw_shipping_paper"
ALREADY_BUILDING = "作成中の書類があります。できてから、次を作成してください。"
NO_LONGER = "指定した区の受け入れの回答が変わったため、作れませんでした。もう一度作成してください。"


def request_shipping_paper(*, pamphlet, kind: str, query: str, by) -> ShippingPaper:
    """Have the worker draw it; asked for once more before it is ready, it is the same one."""
    if not rules.can_dispatch_copies(by, pamphlet):
        raise PermissionDenied
    wanted = {"pamphlet": pamphlet, "kind": kind, "query": query, "requested_by": by}
    try:
        with transaction.atomic():
            paper = ShippingPaper.objects.create(**wanted, requested_by_name=by.name)
            record(by=by, verb="pamphlets.shipping_paper_requested", obj=paper)
            jobs.defer(TASK, paper_id=paper.pk)
    except IntegrityError:
        paper = ShippingPaper.objects.unfinished().filter(**wanted).first()
        if paper is None:
            raise ActionRefused(ALREADY_BUILDING) from None
    return paper


def draw_shipping_paper(paper_id: int) -> None:
    """Draw what was requested, of the answers as they are now; one that cannot be drawn says why."""
    rows = ShippingPaper.objects.unfinished().select_related("pamphlet__section", "requested_by")
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        return
    try:
        content = render_pdf(_html(paper))
    except PdfUnavailable as sentence:
        fail_shipping_paper(paper, str(sentence))
    else:
        name = f"配布依頼{paper.pamphlet_id}_{paper.get_kind_display()}.pdf"
        store_prepared_file(paper, io.BytesIO(content), name=name, kind="application/pdf")


def _html(paper: ShippingPaper) -> str:
    pamphlet = paper.pamphlet
    form = ShippingPaperForm(QueryDict(paper.query), sheets=shipping_papers.sheets_of(pamphlet))
    if not rules.can_dispatch_copies(paper.requested_by, pamphlet) or not form.is_valid():
        raise PdfUnavailable(NO_LONGER)
    context = shipping_papers.paper_context(pamphlet, form) | {"is_pdf": True}
    return render_to_string(shipping_papers.template_of(paper.kind), context)


@transaction.atomic
def fail_shipping_paper(paper: ShippingPaper, reason: str) -> None:
    if paper := lock_unfinished(paper):
        finish(paper, ShippingPaper.State.FAILED, reason=reason)
