"""Inside the asked organisation: choosing who writes the answer, and giving a draft back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from inquiries.actions import delegating as actions
from inquiries.forms.delegation import DelegateForm, ReturnForm
from inquiries.rules import answering as rules
from inquiries.views.answer import answerable
from inquiries.views.inquiry import inquiry_page
from members.decorators import keeps_form, members_only
from members.refusals import Refused

ONLY_REPRESENTATIVES = "回答の案を差し戻せるのは、団体の代表だけです。"


@keeps_form
@require_POST
@members_only
def answer_delegate(request, pk):
    inquiry, answer, refusal = answerable(request, pk)
    form = DelegateForm(request.POST, answer=answer)
    if not form.is_valid():
        return inquiry_page(request, inquiry, delegate_form=form)
    if refusal:
        form.add_error(None, refusal)
        return inquiry_page(request, inquiry, status=403, delegate_form=form)
    try:
        after = actions.delegate_answer(answer=answer, by=request.user, **form.cleaned_data)
    except actions.DelegatedMeanwhile as first:
        form.decided_meanwhile(first.answer)
        return inquiry_page(request, inquiry, status=409, delegate_form=form)
    except Refused as refused:
        form.add_error(None, str(refused))
        return inquiry_page(request, inquiry, delegate_form=form)
    told = "" if after.delegated_to_id == request.user.pk else "担当者にメールで知らせます。"
    messages.success(request, f"{after.delegated_to.name}さんを回答の担当にしました。{told}")
    return redirect(inquiry)


@keeps_form
@require_POST
@members_only
def answer_return(request, pk):
    inquiry, answer, refusal = answerable(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied(ONLY_REPRESENTATIVES)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return inquiry_page(request, inquiry, return_form=form)
    if not refusal:
        try:
            actions.return_answer(answer=answer, by=request.user, note=form.cleaned_data["note"])
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "回答の案を差し戻しました。確認を求めた人にメールで知らせます。")
            return redirect(inquiry)
    form.add_error(None, refusal)
    status = 403 if not rules.can_write_answer(request.user, inquiry, answer) else 409
    return inquiry_page(request, inquiry, status=status, return_form=form)
