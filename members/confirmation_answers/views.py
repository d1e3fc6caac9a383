"""The page behind the link of a confirmation round: a section sees its record and answers, without login.

Opening it changes nothing, because mail gateways open links first. Everything happens at one address, the
link's own or that of a number whose code was right in this browser: two links in two tabs never meet.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from members import actions, limits, proofs
from members.forms import ContactsForm, MovingForm, ProofForm, UnchangedForm
from members.models import MailProof, RoundEntry, User
from members.refusals import Refused

OPENED = "round_proofs"
MOST_OPENED = 20
State = RoundEntry.State


def answer_opened(request, proof):
    """The code was right: this browser may open the page of that number until a new mail replaces it."""
    opened = {**request.session.get(OPENED, {}), proof.number: proof.token_hash}
    request.session[OPENED] = dict(list(opened.items())[-MOST_OPENED:])
    return redirect("members:entry-answer", proof.number)


@login_not_required
@never_cache
def entry_answer(request, number):
    known = request.session.get(OPENED, {}).get(number, "")
    proof = MailProof.objects.filter(
        number=number, token_hash=known, purpose=MailProof.Purpose.CONFIRMATION
    ).first()
    if proof is None:
        return redirect("members:proof-enter")
    try:
        return answer_page(request, proof)
    except Refused as refusal:
        context = {"form": ProofForm(), "refusal": refusal}
        return render(request, "members/proof.html", context, status=400)


def answer_page(request, proof):
    """The record and the three ways to answer; raises Refused where the proof cannot be used."""
    entry = proof.entry
    if entry.is_answered:
        return _answered(request, entry)
    proofs.usable(proof)
    if request.method != "POST":
        return _page(request, entry, _forms(entry))
    if not limits.may_try(request, "answer", proof.number):
        return limits.too_many(request)
    answer = request.POST.get("answer", "")
    forms = _forms(entry, answer, request.POST)
    if answer not in forms or not forms[answer].is_valid():
        return _page(request, entry, forms, answer, status=400)
    try:
        ANSWERS[answer](entry, proof, forms[answer])
    except Refused as refusal:
        entry.refresh_from_db()
        if entry.is_answered:  # by a second press, or by a colleague meanwhile
            return _answered(request, entry)
        forms[answer].add_error(None, str(refusal))
        return _page(request, entry, forms, answer, status=400)
    return redirect(request.path)


def _forms(entry, answer="", posted=None):
    """The form of each way to answer; only the one that was sent is bound."""
    section = entry.section

    def data(of):
        return posted if of == answer else None

    forms = {
        State.UNCHANGED: UnchangedForm(data(State.UNCHANGED)),
        State.CORRECTED: ContactsForm(data(State.CORRECTED), section=section),
    }
    if User.objects.active().filter(section=section).exists():
        forms[State.MOVING] = MovingForm(data(State.MOVING), section=section)
    return forms


def _page(request, entry, forms, answer="", status=200):
    context = {
        "entry": entry,
        "section": entry.section,
        "organization": entry.section.organization,
        "people": User.objects.active().filter(section=entry.section).order_by("id"),
        "unchanged_form": forms[State.UNCHANGED],
        "corrected_form": forms[State.CORRECTED],
        "moving_form": forms.get(State.MOVING),
        "answer": answer,
    }
    return _hidden(render(request, "members/entry_answer.html", context, status=status))


def _answered(request, entry):
    """What was answered and when; nothing of the record. The same press again is no second answer."""
    if request.method == "POST" and request.POST.get("answer") == entry.state:
        return redirect(request.path)
    status = 400 if request.method == "POST" else 200
    return _hidden(render(request, "members/entry_answered.html", {"entry": entry}, status=status))


def _hidden(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _unchanged(entry, proof, form):
    actions.answer_unchanged(entry=entry, proof=proof, name=form.cleaned_data["answered_name"])


def _corrected(entry, proof, form):
    actions.answer_corrected(
        entry=entry,
        proof=proof,
        name=form.cleaned_data["answered_name"],
        contacts=form.contacts,
        left=form.who_left,
        came=form.came,
    )


def _moving(entry, proof, form):
    actions.answer_moving(entry=entry, proof=proof, name=form.cleaned_data["answered_name"], **form.handover)


ANSWERS = {State.UNCHANGED: _unchanged, State.CORRECTED: _corrected, State.MOVING: _moving}
