"""Proving an address by link or code, and the first password of an invited person."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from members import actions, limits, proof_rooms, proofs
from members.forms import PasswordForm, ProofForm, ResendForm
from members.models import MailProof
from members.refusals import Refused
from members.views import taking_over
from members.views.answering import answer_opened, answer_page
from members.views.correcting import is_of_another_tab, revision_passed

INVITED = "invitation"


@login_not_required
@never_cache
def proof_enter(request):
    """Number and code typed by hand: works where the link of the mail does not."""
    form = ProofForm(request.POST or None, initial={"number": request.GET.get("number", "")[:9]})
    if request.method != "POST":
        return render(request, "members/proof.html", {"form": form})
    if not form.is_valid():
        return render(request, "members/proof.html", {"form": form}, status=400)
    if not limits.may_try(request, "proof", form.cleaned_data["number"]):
        return limits.too_many(request)
    try:
        return _pass(request, proofs.by_code(form.cleaned_data["number"], form.cleaned_data["code"]))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "members/proof.html", {"form": form}, status=400)


@login_not_required
@never_cache
def proof_link(request, token):
    """The link of the mail: only a button uses it up, because mail gateways open links first."""
    try:
        proof = proofs.find(token)
        if room := proof_rooms.of(proof.purpose):
            return room.page(request, proof)
        if proof.purpose in PAGES:
            return PAGES[proof.purpose](request, proof)
        proofs.usable(proof)
        if request.method == "POST" or proof.purpose in OPENED_BY_LINK:
            return _pass(request, proof)
    except Refused as refusal:
        return render(request, "members/proof.html", {"form": ProofForm(), "refusal": refusal}, status=400)
    page = LINK_PAGES.get(proof.purpose, "members/proof_link.html")
    return render(request, page, {"proof": proof})


def _pass(request, proof):
    """The right link was pressed, or the right code typed: do what its purpose says."""
    room = proof_rooms.of(proof.purpose)
    return room.passed(request, proof) if room else PASSED[proof.purpose](request, proof)


def _invitation_passed(request, proof):
    request.session[INVITED] = proof.token_hash  # a renewed link is another key
    return redirect("members:invitation-accept")


def _application_passed(request, proof):
    actions.prove_application(proof=proof)
    return redirect("members:proof-done")


def _recovery_passed(request, proof):
    actions.prove_recovery(proof=proof)
    return redirect("account_recovery_proven")


# purpose -> (request, proof) -> response; raises Refused where it cannot be done any more
PASSED = {
    MailProof.Purpose.INVITATION: _invitation_passed,
    MailProof.Purpose.APPLICATION: _application_passed,
    MailProof.Purpose.REVISION: revision_passed,
    MailProof.Purpose.RECOVERY: _recovery_passed,
    MailProof.Purpose.CONFIRMATION: answer_opened,
    MailProof.Purpose.TAKEOVER: taking_over.passed,
}
# what the link of a purpose shows before its button is pressed; the others share one page
LINK_PAGES = {MailProof.Purpose.RECOVERY: "members/recovery_link.html"}
# purpose -> (request, proof) -> response, for links that open a page of their own
PAGES = {MailProof.Purpose.CONFIRMATION: answer_page}

# passing these changes nothing yet: the form behind them has the button, so the link leads straight to it
OPENED_BY_LINK = {MailProof.Purpose.TAKEOVER}


@login_not_required
@require_safe
def proof_done(request):
    return render(request, "members/proof_done.html")


@login_not_required
def proof_resend(request):
    """A new mail; the answer is the same whether there is such an application or not."""
    form = ResendForm(request.POST or None, initial={"number": request.GET.get("number", "")[:9]})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        if not limits.may_try(request, "resend", number):
            return limits.too_many(request)
        actions.resend_proof(number=number, email=form.cleaned_data["email"])
        messages.success(
            request,
            "受付番号とアドレスが一致し、手続きが済んでいなければ、新しいメールを送りました。"
            "10分たっても届かないときは、迷惑メールの扱いを確かめてください。",
        )
        return redirect("members:proof-enter")
    status = 400 if request.method == "POST" else 200
    return render(request, "members/proof_resend.html", {"form": form}, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation_accept(request):
    """The first password; opened by a link or code that was right in this browser."""
    proof = MailProof.objects.filter(
        token_hash=request.session.get(INVITED, ""), purpose=MailProof.Purpose.INVITATION, used_at=None
    ).first()
    if proof is None or is_of_another_tab(request, proof):
        return redirect("members:proof-enter")
    try:
        proofs.usable(proof)
    except Refused as refusal:
        return render(request, "members/proof.html", {"form": ProofForm(), "refusal": refusal}, status=400)
    form = PasswordForm(request.POST or None, user=proof.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(proof=proof, password=form.cleaned_data["password1"])
        except Refused as refusal:
            return render(
                request, "members/proof.html", {"form": ProofForm(), "refusal": refusal}, status=400
            )
        del request.session[INVITED]
        messages.success(request, "パスワードを設定しました。")
        # through the door of every login: who has a second factor is asked for it
        return perform_login(request, user, email=user.email, signal_kwargs={"invited": True})
    status = 400 if request.method == "POST" else 200
    return render(request, "members/invitation.html", {"form": form, "proof": proof}, status=status)
