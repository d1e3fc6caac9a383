from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.pages import show_page
from common.refusals import ActionRefused
from inquiries.closing import actions
from inquiries.closing.forms import CloseForm, WithdrawForm
from inquiries.inquiries.rules import owns_inquiry
from inquiries.inquiries.views import visible_inquiry
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@require_POST
@members_only
def inquiry_close(request, pk):
    inquiry = visible_inquiry(request, pk)
    if not owns_inquiry(request.user, inquiry):
        raise PermissionDenied("締め切れるのは、照会元の担当者だけです。")
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close_inquiry(inquiry=inquiry, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(inquiry)
        else:
            messages.success(request, "回答の受付を締め切りました。")
            return redirect(inquiry)
    return show_page(request, inquiry, close_form=form)


@resumes_after_login
@require_POST
@members_only
def inquiry_withdraw(request, pk):
    inquiry = visible_inquiry(request, pk)
    if not owns_inquiry(request.user, inquiry):
        raise PermissionDenied("取り下げられるのは、照会元の担当者だけです。")
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_inquiry(inquiry=inquiry, by=request.user, reason=form.cleaned_data["reason"])
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "照会を取り下げました。照会先のすべての団体にメールで知らせます。")
        return redirect(inquiry)
    return show_page(request, inquiry, withdraw_form=form)
