"""Closing and withdrawing a request, each from a form on its page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect

from common.pages import show_page
from common.refusals import ActionRefused
from correspondence.closing.actions import WITHDRAWN_ALREADY
from correspondence.closing.forms import CloseForm, WithdrawForm
from correspondence.requests.queries import warn_without_contact
from correspondence.requests.rules import owns


def close_view(request, item, action):
    """Close with `action(by=, although_silent=)`."""
    if not owns(request.user, item):
        raise PermissionDenied(f"回答の受付を終了できるのは、{item.WORDS.asker}の担当者だけです。")
    form = CloseForm(request.POST, item=item)
    if form.is_valid():
        try:
            action(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(item)
        else:
            messages.success(request, "回答の受付を終了しました。")
            return redirect(item)
    return show_page(request, item, close_form=form)


def withdraw_view(request, item, action):
    """Withdraw with `action(by=, reason=)`."""
    if not owns(request.user, item):
        raise PermissionDenied(f"取り下げられるのは、{item.WORDS.asker}の担当者だけです。")
    if item.is_withdrawn:
        messages.error(request, WITHDRAWN_ALREADY.format(noun=item.WORDS.noun))
        return redirect(item)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            action(by=request.user, reason=form.cleaned_data["reason"])
        except ActionRefused as refusal:
            item.refresh_from_db(fields=["state"])
            if item.is_withdrawn:  # by somebody quicker
                messages.error(request, str(refusal))
                return redirect(item)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{item.WORDS.noun}を取り下げました。メールで知らせます。")
            warn_without_contact(request, item)
            return redirect(item)
    return show_page(request, item, withdraw_form=form)
