"""django-allauth's pages where it must be told something first."""

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.utils import perform_login
from allauth.account.views import email as allauth_email
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from common.forms import carried_out
from common.pages import form_page
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.login.forms import FirstPasswordForm, NameForm
from members.login.own_addresses import sync_own_address
from members.mail_tokens.actions import require_usable_token
from members.mail_tokens.models import MailToken
from members.mail_tokens.rules import is_for_another_token
from members.mail_tokens.views import refused_page
from members.users.actions import change_name
from members.users.invitations import INVITATION_PURPOSE, accept_invitation


@reauthentication_required(allow_get=True)  # an unwatched screen must not give the account away
def email_change(request):
    """Change the own address; the old one stays until the code that the new one got is typed."""
    sync_own_address(request.user)
    waiting = EmailVerificationProcess.resume(request)
    if waiting and "action_remove" in request.POST:
        waiting.abort()
        return redirect("account_email")
    response = allauth_email(request)
    if waiting and hasattr(response, "context_data"):
        response.context_data["waiting"] = waiting.email
    return response


def passkey_remove(request, pk):
    """Remove a passkey; allauth asks only of the app whether it may go."""
    key = get_object_or_404(request.user.second_factors, type="webauthn", pk=pk)
    if request.method == "POST" and not get_adapter().can_delete_authenticator(key):
        messages.error(
            request,
            "事務局の方には多要素認証が必要です。別のパスキーか認証アプリを登録してから、取り消してください。",
        )
        return redirect("mfa_list_webauthn")
    return remove_webauthn(request, pk=pk)


INVITED = "invitation"


def invitation_token_passed(request, mail_token):
    request.session[INVITED] = mail_token.token_hash  # a renewed link is another key
    return redirect("members:invitation-accept")


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation_accept(request):
    """The first password; opened by a link or code that was right in this browser."""
    mail_token = MailToken.objects.filter(
        token_hash=request.session.get(INVITED, ""), purpose=INVITATION_PURPOSE, used_at=None
    ).first()
    if mail_token is None or is_for_another_token(request, mail_token):
        return redirect("members:mail-token-enter")
    try:
        require_usable_token(mail_token)
    except ActionRefused as refusal:
        return refused_page(request, refusal)
    form = FirstPasswordForm(request.POST or None, user=mail_token.subject)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(mail_token=mail_token, password=form.cleaned_data["password1"])
        except ActionRefused as refusal:
            return refused_page(request, refusal)
        del request.session[INVITED]
        messages.success(request, "パスワードを設定しました。")
        # as every login does: who has a second factor is asked for it
        return perform_login(request, user, email=user.email, signal_kwargs={"invited": True})
    return form_page(request, "members/login/invitation_accept.html", form, mail_token=mail_token)


@resumes_after_login
@members_only
def own_name_edit(request):
    form = NameForm(typed_data(request), user=request.user)
    facts = {"user": request.user, "by": request.user}
    posted = request.method == "POST" and form.is_valid()
    if posted and carried_out(form, change_name, **facts, **form.cleaned_data):
        messages.success(request, "氏名を保存しました。")
        return redirect("organization:profile")
    return form_page(request, "members/organizations/edit.html", form, heading="氏名", asked="")
