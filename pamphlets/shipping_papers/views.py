"""Letters, packing lists and labels: as a page to print, and as a PDF that the worker draws."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.attachments.queries import files_of
from common.pdf import pdf_is_available
from common.refusals import ActionRefused
from correspondence.requests.queries import visible_request
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from pamphlets.deliveries import rules, shipping_papers
from pamphlets.deliveries.forms import ShippingPaperForm
from pamphlets.deliveries.views import NOT_YOURS, dispatch_page
from pamphlets.requests.models import PamphletRequest
from pamphlets.shipping_papers import actions
from pamphlets.shipping_papers.models import ShippingPaper


def _own_request(request, pk) -> PamphletRequest:
    pamphlet = visible_request(request, PamphletRequest, pk)
    if not rules.can_dispatch_copies(request.user, pamphlet):
        raise PermissionDenied(NOT_YOURS)
    return pamphlet


@require_safe
@members_only
def pamphlet_papers(request, pk):
    """The paper that the query string asks for."""
    pamphlet = _own_request(request, pk)
    form = ShippingPaperForm(request.GET, sheets=shipping_papers.sheets_of(pamphlet))
    if not form.is_valid():
        return dispatch_page(request, pamphlet, sheets=form.sheets, paper_form=form)
    context = shipping_papers.paper_context(pamphlet, form) | {
        "wishes": form.wishes,
        "back": reverse("pamphlets:delivery-page", args=[pk]),
        "makes_pdf": pdf_is_available(),
    }
    return render(request, shipping_papers.template_of(form.cleaned_data["kind"]), context)


@require_POST
@rate_limited(EXPORTS)
@members_only
def shipping_paper_create(request, pk):
    """The page to print at its address, or a PDF from the worker."""
    pamphlet = _own_request(request, pk)
    form = ShippingPaperForm(request.POST, sheets=shipping_papers.sheets_of(pamphlet))
    if form.is_valid():
        query = urlencode(form.wishes)
        if request.POST.get("as") != "pdf" or not pdf_is_available():
            return redirect(f"{reverse('pamphlets:pamphlet-papers', args=[pk])}?{query}")
        wanted = {"kind": form.cleaned_data["kind"], "query": query, "by": request.user}
        try:
            return redirect(actions.request_shipping_paper(pamphlet=pamphlet, **wanted))
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return dispatch_page(request, pamphlet, sheets=form.sheets, paper_form=form)


@require_safe
@members_only
def shipping_paper_detail(request, pk, paper_pk):
    """That it is in preparation, then the file."""
    rows = ShippingPaper.objects.visible_to(request.user).select_related("pamphlet")
    paper = get_object_or_404(rows, pk=paper_pk, pamphlet=pk)
    context = {"paper": paper, "file": next(iter(files_of(paper)), None)}
    return render(request, "pamphlets/shipping_papers/shipping_paper_detail.html", context)
