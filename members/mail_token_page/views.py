"""Proving an address by link or code, and the first password of an invited person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from common.refusals import ActionRefused
from members.access import rate_limits
from members.application_returns.views import revision_token_passed
from members.applications.views import application_token_passed
from members.confirmation_answers.views import answer_page, confirmation_token_passed
from members.login.views import invitation_token_passed
from members.mail_token_page import actions
from members.mail_tokens import handlers
from members.mail_tokens.actions import find_token, find_token_by_code, require_usable_token
from members.mail_tokens.forms import MailTokenForm, MailTokenResendForm
from members.mail_tokens.models import MailToken
from members.recoveries.views import recovery_token_passed
from members.takeovers.views import takeover_token_passed


@login_not_required
@never_cache
def mail_token_enter(request):
    """Number and code typed by hand: works where the link of the mail does not."""
    form = MailTokenForm(request.POST or None, initial={"number": request.GET.get("number", "")[:9]})
    if request.method != "POST":
        return render(request, "members/mail_token_page/mail_token_enter.html", {"form": form})
    if not form.is_valid():
        return render(request, "members/mail_token_page/mail_token_enter.html", {"form": form}, status=400)
    if not rate_limits.may_try(request, "proof", form.cleaned_data["number"]):
        return rate_limits.too_many_requests(request)
    try:
        return _handle_passed(
            request, find_token_by_code(form.cleaned_data["number"], form.cleaned_data["code"])
        )
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "members/mail_token_page/mail_token_enter.html", {"form": form}, status=400)


@login_not_required
@never_cache
def mail_token_link(request, token):
    """The link of the mail: only a button uses it up, because mail gateways open links first."""
    try:
        proof = find_token(token)
        if room := handlers.handler_of(proof.purpose):
            return room.page(request, proof)
        if proof.purpose in PAGES:
            return PAGES[proof.purpose](request, proof)
        require_usable_token(proof)
        if request.method == "POST" or proof.purpose in OPENED_BY_LINK:
            return _handle_passed(request, proof)
    except ActionRefused as refusal:
        return render(
            request,
            "members/mail_token_page/mail_token_enter.html",
            {"form": MailTokenForm(), "refusal": refusal},
            status=400,
        )
    page = LINK_PAGES.get(proof.purpose, "members/mail_token_page/mail_token_link.html")
    return render(request, page, {"proof": proof})


def _handle_passed(request, proof):
    """The right link was pressed, or the right code typed: do what its purpose says."""
    room = handlers.handler_of(proof.purpose)
    return room.passed(request, proof) if room else PASSED[proof.purpose](request, proof)


# purpose -> (request, proof) -> response; raises Refused where it cannot be done any more
PASSED = {
    MailToken.Purpose.INVITATION: invitation_token_passed,
    MailToken.Purpose.APPLICATION: application_token_passed,
    MailToken.Purpose.REVISION: revision_token_passed,
    MailToken.Purpose.RECOVERY: recovery_token_passed,
    MailToken.Purpose.CONFIRMATION: confirmation_token_passed,
    MailToken.Purpose.TAKEOVER: takeover_token_passed,
}
# what the link of a purpose shows before its button is pressed; the others share one page
LINK_PAGES = {MailToken.Purpose.RECOVERY: "members/recoveries/recovery_link.html"}
# purpose -> (request, proof) -> response, for links that open a page of their own
PAGES = {MailToken.Purpose.CONFIRMATION: answer_page}

# passing these changes nothing yet: the form behind them has the button, so the link leads straight to it
OPENED_BY_LINK = {MailToken.Purpose.TAKEOVER}


@login_not_required
def mail_token_resend(request):
    """A new mail; the answer is the same whether there is such an application or not."""
    form = MailTokenResendForm(request.POST or None, initial={"number": request.GET.get("number", "")[:9]})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        if not rate_limits.may_try(request, "resend", number):
            return rate_limits.too_many_requests(request)
        actions.resend_token(number=number, email=form.cleaned_data["email"])
        messages.success(
            request,
            "受付番号とアドレスが一致し、手続きが済んでいなければ、新しいメールを送りました。"
            "10分たっても届かないときは、迷惑メールの扱いを確かめてください。",
        )
        return redirect("members:mail-token-enter")
    status = 400 if request.method == "POST" else 200
    return render(request, "members/mail_token_page/mail_token_resend.html", {"form": form}, status=status)
