"""The pages behind every mail with link and code: what comes after them belongs to the purpose's handler."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from common.pages import form_page
from common.refusals import ActionRefused
from members.access.rate_limits import RateLimit, too_many_requests
from members.mail_tokens.actions import (
    TokenUsed,
    find_token,
    find_token_by_code,
    require_usable_token,
    resend_token,
)
from members.mail_tokens.forms import MailTokenForm, MailTokenResendForm
from members.mail_tokens.handlers import handler_of

ENTERED_CODES = RateLimit("entered_codes", by_network="300/h", by_key="30/h")
RESENT_MAILS = RateLimit("resent_mails", by_network="60/h", by_key="5/h")


@login_not_required
@never_cache
def mail_token_enter(request):
    """Number and code typed by hand: works where the link of the mail does not."""
    form = MailTokenForm(request.POST or None, initial={"number": request.GET.get("number", "")[:9]})
    if not (request.method == "POST" and form.is_valid()):
        return form_page(request, "members/mail_tokens/mail_token_enter.html", form)
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    if not ENTERED_CODES.allows(request, number):
        return too_many_requests(request)
    try:
        mail_token = find_token_by_code(number, code)
        return handler_of(mail_token.purpose).passed(request, mail_token)
    except TokenUsed as used:
        return refused_page(request, used)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return form_page(request, "members/mail_tokens/mail_token_enter.html", form)


@login_not_required
@never_cache
def mail_token_link(request, token):
    """The link of the mail: only a button uses it up, because mail gateways open links first."""
    try:
        mail_token = find_token(token)
        handler = handler_of(mail_token.purpose)
        if handler.opened:
            return handler.opened(request, mail_token)
        require_usable_token(mail_token)
        if request.method == "POST":
            return handler.passed(request, mail_token)
    except ActionRefused as refusal:
        return refused_page(request, refusal)
    return render(request, handler.link_template, {"mail_token": mail_token})


def refused_page(request, refusal: ActionRefused):
    """Why the mail cannot be used, and the form for the number and code of another; or that it is done."""
    if isinstance(refusal, TokenUsed):
        words, address = refusal.mail_token.handler.leads_to
        context = {"refusal": refusal, "words": words, "address": address}
        return render(request, "members/mail_tokens/mail_token_used.html", context)
    context = {"form": MailTokenForm(), "refusal": refusal}
    return render(request, "members/mail_tokens/mail_token_enter.html", context, status=400)


@login_not_required
def mail_token_resend(request):
    """A new mail; the answer is the same whether there is such an application or not."""
    form = MailTokenResendForm(request.POST or None, initial={"number": request.GET.get("number", "")[:9]})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        if not RESENT_MAILS.allows(request, number):
            return too_many_requests(request)
        resend_token(number=number, email=form.cleaned_data["email"])
        messages.success(
            request,
            "受付番号とアドレスが一致し、手続きが済んでいなければ、新しいメールを送りました。"
            "10分たっても届かないときは、迷惑メールの扱いを確かめてください。",
        )
        return redirect("members:mail-token-enter")
    return form_page(request, "members/mail_tokens/mail_token_resend.html", form)
