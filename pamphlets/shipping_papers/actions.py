"""A PDF of letters, packing lists or labels: requested, drawn by the worker, deleted after its days."""

import io

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.template.loader import render_to_string

from common.pdf import PdfUnavailable, render_pdf
from common.prepared_files.actions import fail_prepared_file, request_prepared_file, store_prepared_file
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
    wanted = {"pamphlet": pamphlet, "kind": kind, "query": query}
    paper = ShippingPaper(**wanted, requested_by=by, requested_by_name=by.name)
    return request_prepared_file(paper, task=TASK, wanted=wanted, refusal=ALREADY_BUILDING)


def draw_shipping_paper(paper_id: int) -> None:
    """Draw what was requested, of the answers as they are now; one that cannot be drawn says why."""
    rows = ShippingPaper.objects.unfinished().select_related("pamphlet__section", "requested_by")
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        return
    try:
        content = render_pdf(_html(paper))
    except PdfUnavailable as sentence:
        fail_prepared_file(paper, str(sentence))
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
