"""Pages on which copies leave (owner), arrive and have been handed out (ward), and steps are taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.forms import carried_out
from common.pages import show_page
from common.pdf import pdf_is_available
from correspondence.answers.rules import speaks_for
from correspondence.requests.queries import visible_request, warn_without_contact
from correspondence.requests.rules import owns
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import TAKEN, delivery_of
from pamphlets.answers.queries import own_answer
from pamphlets.deliveries import actions, rules, shipping_papers
from pamphlets.deliveries.forms import (
    DispatchForm,
    FinishForm,
    ParcelForm,
    ReceiveForm,
    ShippingPaperForm,
    UndoForm,
    undo_prefix,
)
from pamphlets.deliveries.models import LEFT, WORDS
from pamphlets.requests.models import PamphletRequest

NOT_YOURS = "発送を記録できるのは、依頼元の担当者だけです。取り下げた依頼では記録できません。"


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def delivery_page(request, pk):
    """Dispatch to one ward or many, the papers for them, and how far each ward is."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    if not rules.can_dispatch_copies(request.user, pamphlet):
        raise PermissionDenied(NOT_YOURS)
    if request.method == "GET":
        return dispatch_page(request, pamphlet, data=pop_stored_form(request))
    sheets = shipping_papers.sheets_of(pamphlet)
    form, rows = _forms(sheets, request.POST)
    good = all([form.is_valid(), *(row.is_valid() for _, row in rows)])
    if good and _dispatched(request, pamphlet, form, rows):
        return redirect("pamphlets:delivery-page", pk=pamphlet.pk)
    return dispatch_page(request, pamphlet, sheets=sheets, forms=(form, rows))


def _dispatched(request, pamphlet, form, rows) -> bool:
    """Whether the chosen wards' copies are recorded as sent now; else the form has the sentence."""
    chosen = [(sheet.answer, row.cleaned_data) for sheet, row in rows if row.cleaned_data["chosen"]]
    parcels = [actions.Parcel(answer.pk, typed["boxes"], typed["slip_number"]) for answer, typed in chosen]
    if not parcels:
        form.add_error(None, "発送した区に印を付けてください。")
        return False
    facts = {"on": form.cleaned_data["dispatched_on"], "carrier": form.cleaned_data["carrier"]}
    facts |= {"pamphlet": pamphlet, "parcels": parcels, "by": request.user}
    if not carried_out(form, actions.dispatch_copies, **facts):
        return False
    messages.success(request, f"{len(parcels)}区への発送を記録しました。区にメールで知らせます。")
    warn_without_contact(request, pamphlet, [answer.organization_id for answer, _ in chosen])
    return True


def dispatch_page(request, pamphlet, *, sheets=None, data=None, forms=None, paper_form=None, undone=None):
    """The page with whatever form came back; 400 where one did."""
    sheets = shipping_papers.sheets_of(pamphlet) if sheets is None else sheets
    form, rows = forms or _forms(sheets, data)
    undone_pk, undo_form = undone or (0, None)
    sent = []
    for sheet in sheets:
        if delivery := delivery_of(sheet.answer):
            sheet.answer.pamphlet = pamphlet
            empty = UndoForm(initial={"step": LEFT}, prefix=undo_prefix(sheet.answer))
            shown = undo_form if sheet.answer.pk == undone_pk else empty
            may_undo = rules.can_undo_step(request.user, sheet.answer, delivery)
            sent.append((sheet, delivery, shown if may_undo else None))
    changes = AnswerChange.objects.open().filter(answer__pamphlet=pamphlet)
    context = {
        "pamphlet": pamphlet,
        "form": form,
        "rows": [row for row in rows if not delivery_of(row[0].answer) or row[1].errors],
        "sent": sent,
        "sheets": sheets,
        "changes": changes.select_related("answer__organization"),
        "lacking": [sheet for sheet in sheets if sheet.lacks_address],
        "paper_form": paper_form or ShippingPaperForm(sheets=sheets),
        "makes_pdf": pdf_is_available(),
    }
    status = 400 if forms or undone or (paper_form and not paper_form.filling) else 200
    return render(request, "pamphlets/deliveries/delivery_page.html", context, status=status)


def _forms(sheets, data=None):
    rows = [(sheet, ParcelForm(data, prefix=f"a{sheet.answer.pk}")) for sheet in sheets]
    if data is None:
        rows = [(sheet, row) for sheet, row in rows if not delivery_of(sheet.answer)]
    return DispatchForm(data), rows


def _own(request, pk):
    """The request, and the answer that the person's ward gave to it."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    answer = own_answer(request.user, pamphlet)
    if not speaks_for(request.user, answer):
        raise PermissionDenied
    answer.pamphlet = pamphlet
    if delivery_of(answer) is None:
        raise PermissionDenied(
            "依頼元がまだ発送を記録していません。届いているときは、依頼元へ連絡してください。"
        )
    return pamphlet, answer


@resumes_after_login
@require_POST
@members_only
def copies_receive(request, pk):
    pamphlet, answer = _own(request, pk)
    form, facts = ReceiveForm(request.POST, promised=answer.copies), {"answer": answer, "by": request.user}
    if form.is_valid() and carried_out(form, actions.receive_copies, **facts, **form.facts):
        messages.success(request, "受領を記録しました。依頼元にメールで知らせます。")
        return redirect(pamphlet)
    return show_page(request, pamphlet, receive_form=form)


@resumes_after_login
@require_POST
@members_only
def handing_out_finish(request, pk):
    pamphlet, answer = _own(request, pk)
    delivery = delivery_of(answer)
    if delivery.received_on is None:
        raise PermissionDenied("先に、受け取った日と部数を記録してください。")
    form = FinishForm(request.POST, request.FILES, by=request.user, delivery=delivery)
    facts = {"answer": answer, "by": request.user}
    if form.is_valid() and carried_out(form, actions.finish_handing_out, **facts, **form.facts):
        messages.success(request, "配布の終了を報告しました。依頼元にメールで知らせます。")
        return redirect(pamphlet)
    return show_page(request, pamphlet, finish_form=form)


@require_POST
@members_only
def delivery_undo(request, pk, answer_pk):
    """Take the last step back: the owner a dispatch, the ward a receipt or an end."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    rows = pamphlet.answers.select_related("delivery", "organization").filter(state__in=TAKEN)
    answer = get_object_or_404(rows, pk=answer_pk)
    answer.pamphlet = pamphlet
    form = UndoForm(request.POST, prefix=undo_prefix(answer))
    asks, speaks = owns(request.user, pamphlet), speaks_for(request.user, answer)
    if not asks and not speaks:
        raise PermissionDenied
    if form.is_valid():
        step = form.cleaned_data["step"]
        if (step == LEFT) != asks:
            raise PermissionDenied
        try:
            actions.undo_step(answer=answer, step=step, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            messages.info(request, refusal.messages[0])
        else:
            messages.success(request, f"「{WORDS[step]}」の記録を取り消しました。相手にメールで知らせます。")
        return redirect("pamphlets:delivery-page", pk=pk) if asks else redirect(pamphlet)
    if asks and rules.can_dispatch_copies(request.user, pamphlet):
        return dispatch_page(request, pamphlet, undone=(answer.pk, form))
    return show_page(request, pamphlet, undo_form=form)
