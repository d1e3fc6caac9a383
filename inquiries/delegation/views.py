"""Inside the asked organisation: choosing who writes the answer, and giving a draft back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.pages import show_page
from common.refusals import ActionRefused
from inquiries.answers.views import answerable
from inquiries.delegation import actions
from inquiries.delegation.forms import DelegateForm
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_POST
@members_only
def answer_delegate(request, pk):
    inquiry, answer, refusal = answerable(request, pk)
    form = DelegateForm(request.POST, answer=answer)
    if not form.is_valid():
        return show_page(request, inquiry, delegate_form=form)
    if refusal:
        form.add_error(None, refusal)
        return show_page(request, inquiry, status=403, delegate_form=form)
    try:
        after = actions.delegate_answer(answer=answer, by=request.user, **form.cleaned_data)
    except actions.DelegatedMeanwhile as first:
        form.decided_meanwhile(first.answer)
        return show_page(request, inquiry, status=409, delegate_form=form)
    except ActionRefused as refused:
        form.add_error(None, str(refused))
        return show_page(request, inquiry, delegate_form=form)
    told = "" if after.delegated_to_id == request.user.pk else "担当者にメールで知らせます。"
    messages.success(request, f"{after.delegated_to.name}さんを回答の担当にしました。{told}")
    return redirect(inquiry)
