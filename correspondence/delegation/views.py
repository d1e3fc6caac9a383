"""Choosing who writes an answer, from a form on the page of the request."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from common.pages import show_page
from common.refusals import ActionRefused
from correspondence.delegation.actions import DelegatedMeanwhile
from correspondence.delegation.forms import DelegateForm


def delegate_view(request, answer, action, *, refusal: str = ""):
    """Delegate with `action(by=, assignee=, note=, known=)`; `refusal` says why it cannot be now."""
    item, form = answer.item, DelegateForm(request.POST, answer=answer)
    if not form.is_valid():
        return show_page(request, item, delegate_form=form)
    if refusal:
        form.add_error(None, refusal)
        return show_page(request, item, status=403, delegate_form=form)
    try:
        after = action(by=request.user, **form.cleaned_data)
    except DelegatedMeanwhile as first:
        form.decided_meanwhile(first.answer)
        return show_page(request, item, status=409, delegate_form=form)
    except ActionRefused as refused:
        form.add_error(None, str(refused))
    except ValidationError as refused:
        form.add_error(None, refused)
    else:
        return _said(request, after)
    return show_page(request, item, delegate_form=form)


def _said(request, answer):
    told = "" if answer.delegated_to_id == request.user.pk else "メールで知らせます。"
    honorific = "さん" if answer.delegated_to_id else ""
    messages.success(request, f"{answer.delegate_name}{honorific}を回答の担当にしました。{told}")
    return redirect(answer.item)
