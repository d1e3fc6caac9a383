"""Print-ready letters, packing lists and labels for the wards that take copies, as a page and as PDF."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from board import papers
from board.forms.delivery import PaperForm
from board.rules import delivery as rules
from board.views.delivery import NOT_YOURS, dispatch_page
from board.views.pamphlet import visible_pamphlet
from members.decorators import members_only
from office import paper
from office.calendar import wareki

TEMPLATES = {"letter": "letter", "packing": "packing", "labels": "labels", "label": "labels"}
NAMES = dict(PaperForm.KINDS)
PER_SHEET = {"labels": 12, "label": 1}


@require_safe
@members_only
def paper_page(request, pk):
    """The paper that the query string asks for; `as=pdf` gives the PDF of the same template."""
    pamphlet = visible_pamphlet(request, pk)
    if not rules.can_dispatch_copies(request.user, pamphlet):
        raise PermissionDenied(NOT_YOURS)
    form = PaperForm(request.GET, sheets=papers.sheets_of(pamphlet))
    if not form.is_valid():
        return dispatch_page(request, pamphlet, sheets=form.sheets, paper_form=form)
    kind = form.cleaned_data["kind"]
    template = f"board/papers/{TEMPLATES[kind]}.html"
    context = _context(pamphlet, form, kind)
    if request.GET.get("as") != "pdf":
        return render(request, template, context | _ways_out(request))
    try:
        name = f"配布依頼{pamphlet.pk}_{NAMES[kind]}"
        return paper.pdf_response(name, render_to_string(template, context | {"is_pdf": True}))
    except paper.Unavailable as sentence:
        messages.warning(request, str(sentence))
        return redirect(_ways_out(request)["page_url"])


def _context(pamphlet, form, kind) -> dict:
    sheets = form.chosen_sheets
    context = {
        "pamphlet": pamphlet,
        "sheets": sheets,
        "title": NAMES[kind],
        "number": form.cleaned_data["number"],
        "date_text": wareki(form.cleaned_data["date"], weekday=False),
        "lacking": [sheet for sheet in sheets if sheet.lacks_address],
    }
    if kind in PER_SHEET:
        step = PER_SHEET[kind]
        labels = [(sheet, to) for sheet in sheets for to in sheet.labelled]
        context["pages"] = [labels[at : at + step] for at in range(0, len(labels), step)]
        context["per_sheet"] = step
    return context


def _ways_out(request) -> dict:
    query = request.GET.copy()
    query.pop("as", None)
    page_url = f"{request.path}?{query.urlencode()}"
    back = reverse("board:delivery-page", args=[request.resolver_match.kwargs["pk"]])
    return {
        "page_url": page_url,
        "pdf_url": f"{page_url}&as=pdf",
        "back": back,
        "makes_pdf": paper.is_available(),
    }
