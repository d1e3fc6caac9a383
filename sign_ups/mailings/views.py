"""A mail to many: draft, outbox with previews, sending, how each mail stands, who has to be called."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.forms import carried_out
from common.outbox.models import OutgoingMail
from common.pages import form_page, outcome_shown
from common.pagination import paginate
from common.versions import version_of
from members.access.resume_after_login import resumes_after_login, typed_data
from sign_ups.mailings import actions
from sign_ups.mailings.emails import previews
from sign_ups.mailings.forms import MailingForm
from sign_ups.mailings.models import Mailing
from sign_ups.mailings.queries import counts_of, examples_of, failed_of, lines_of, recipients_of
from sign_ups.mailings.rules import addressees_of, why_not_send
from sign_ups.slots.views import slot_to_manage

PER_PAGE = 100
Sent = OutgoingMail.State


def _mailing(request, pk, mailing) -> Mailing:
    """That of a slot which they run, with its slot and the event or call."""
    slot = slot_to_manage(request, pk)
    found = get_object_or_404(slot.mailings, pk=mailing)
    found.slot = slot
    return found


def _context(slot, **more) -> dict:
    return {"slot": slot, "row": slot.row, "carrier": slot.the_carrier, **more}


@require_safe
def mailing_list(request, pk):
    slot = slot_to_manage(request, pk)
    page = paginate(slot.mailings.order_by("-pk"), request, PER_PAGE)
    return render(request, "sign_ups/mailings/mailing_list.html", _context(slot, page=page))


@resumes_after_login
@require_http_methods(["GET", "POST"])
def mailing_new(request, pk):
    slot = slot_to_manage(request, pk)
    form = MailingForm(typed_data(request), slot=slot)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (url := form.make_once(partial(_drafted, form, slot, request.user))):
        return redirect(url)
    return form_page(request, "sign_ups/mailings/mailing_form.html", form, **_context(slot))


def _drafted(form: MailingForm, slot, by) -> str:
    return actions.draft_mailing(slot=slot, by=by, values=form.typed).get_absolute_url()


@resumes_after_login
@require_http_methods(["GET", "POST"])
def mailing_edit(request, pk, mailing):
    mailing = _mailing(request, pk, mailing)
    if not mailing.is_draft:
        return redirect(mailing)
    form = MailingForm(typed_data(request), slot=mailing.slot, row=mailing)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        facts = {"mailing": mailing, "by": request.user, "values": form.typed, "version": version}
        if carried_out(form, actions.edit_mailing, **facts):
            return redirect(mailing)
    context = _context(mailing.slot, mailing=mailing)
    return form_page(request, "sign_ups/mailings/mailing_form.html", form, **context)


@require_safe
def mailing_detail(request, pk, mailing):
    mailing = _mailing(request, pk, mailing)
    return _outbox(request, mailing) if mailing.is_draft else _sent(request, mailing)


def _outbox(request, mailing: Mailing):
    """The draft as three of those to whom it goes would read it."""
    found = addressees_of(mailing)
    context = _context(
        mailing.slot,
        mailing=mailing,
        number=found.count(),
        addresses=len({email.lower() for email in found.values_list("email", flat=True)}),
        previews=list(previews(mailing, examples_of(mailing))),
        problem=why_not_send(mailing, mailing.slot.row),
        version=version_of(mailing, Mailing.EDITED),
    )
    return render(request, "sign_ups/mailings/mailing_outbox.html", context)


def _sent(request, mailing: Mailing):
    page = paginate(recipients_of(mailing), request, PER_PAGE)
    counts = counts_of(mailing)
    context = _context(
        mailing.slot,
        mailing=mailing,
        page=page,
        lines=lines_of(mailing, page.rows),
        counts=[(state.label, counts[state]) for state in Sent if counts[state]],
        failed=counts[Sent.FAILED],
    )
    return render(request, "sign_ups/mailings/mailing_sent.html", context)


@require_POST
def mailing_send(request, pk, mailing):
    mailing = _mailing(request, pk, mailing)
    facts = {"mailing": mailing, "row": mailing.slot.row, "by": request.user}
    with outcome_shown(request, "メールの送信を始めました。"):
        actions.send_mailing(version=request.POST.get("version", ""), **facts)
    return redirect(mailing)


@require_POST
def mailing_resend(request, pk, mailing):
    mailing = _mailing(request, pk, mailing)
    with outcome_shown(request, "送れなかったメールを、もう一度送ります。"):
        actions.resend_failed(mailing=mailing, by=request.user)
    return redirect(mailing)


@require_POST
def mailing_delete(request, pk, mailing):
    mailing = _mailing(request, pk, mailing)
    with outcome_shown(request, "下書きを削除しました。"):
        actions.delete_mailing(mailing=mailing, by=request.user)
        return redirect("sign_ups:mailing-list", pk)
    return redirect(mailing)


@require_safe
def mailing_calls(request, pk, mailing):
    """Whom no mail reached, to be called; for paper."""
    mailing = _mailing(request, pk, mailing)
    context = _context(mailing.slot, mailing=mailing, rows=failed_of(mailing))
    return render(request, "sign_ups/mailings/mailing_calls.html", context)
