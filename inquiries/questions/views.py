"""The editor of the questions, before an inquiry is sent and while it is open."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.refusals import ActionRefused, StaleVersion
from correspondence.questions import forms
from correspondence.questions.actions import ORDER
from correspondence.questions.models import MOST_QUESTIONS
from correspondence.requests.queries import warn_without_contact
from correspondence.requests.rules import can_change
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.views import STEPS_OF_WORK, own_draft
from inquiries.questions import actions
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data

SAVE, GO_ON = "save", "next"
ONLY_OPEN = "質問を変えられるのは、回答を受け付けている間の、照会元の担当者だけです。"
FULL = f"質問は{MOST_QUESTIONS}問までです。"


def _editable_inquiry(request, pk) -> Inquiry:
    inquiry = own_draft(request, pk)
    if not inquiry.is_draft and not can_change(request.user, inquiry):
        raise PermissionDenied(ONLY_OPEN)
    return inquiry


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_questions(request, pk):
    """Buttons that rearrange show what was typed again, unjudged and unsaved; two of them save."""
    inquiry = _editable_inquiry(request, pk)
    command = request.POST.get("do", "")
    if request.method == "POST" and command in (SAVE, GO_ON):
        return _save(request, inquiry, command)
    posted = typed_data(request)
    if posted is None:
        rows = forms.saved_rows(inquiry) or [dict(forms.NEW_ROW)]
        return _page(request, inquiry, forms.QuestionsForm(item=inquiry, rows=rows))
    return _page(request, inquiry, _rearranged(request, inquiry, posted), unsaved=True)


def _rearranged(request, inquiry, posted):
    rows = forms.typed_rows(posted)
    after = forms.rearranged(rows, posted.get("do", ""))
    if len(after) > max(MOST_QUESTIONS, len(rows)):
        messages.error(request, FULL)
        after = rows
    typed = {name: posted.get(name, "") for name in ("version", "note")}
    return forms.QuestionsForm(item=inquiry, rows=after, initial=typed)


def _save(request, inquiry, command):
    rows = forms.without_blank(forms.typed_rows(request.POST))
    form = forms.QuestionsForm(request.POST, item=inquiry, rows=rows)
    if not form.is_valid():
        return _page(request, inquiry, form, status=400)
    what = {"inquiry": inquiry, "by": request.user, "version": form.cleaned_data["version"] or 0}
    try:
        if inquiry.is_draft:
            actions.save_questions(**what, questions=form.cleaned_questions)
        else:
            return _changed(request, inquiry, what, form)
    except StaleVersion as stale:
        form.refuse_stale(stale.row)
        return _page(request, inquiry, form, status=409, saved=stale.row.questions.current())
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, inquiry, form, status=400)
    if command == GO_ON:
        return redirect("inquiries:inquiry-confirm", pk=inquiry.pk)
    messages.success(request, f"質問を保存しました({len(form.questions)}問)。")
    return redirect("inquiries:inquiry-questions", pk=inquiry.pk)


def _changed(request, inquiry, what, form):
    changes = actions.change_questions(
        **what, questions=form.cleaned_questions, note=form.cleaned_data["note"]
    )
    if not changes:
        messages.info(request, "変わった質問がないため、何も変更していません。")
    elif ORDER in changes:
        messages.success(request, "質問の順を変えました。")
    else:
        messages.success(
            request, f"質問を変えました({'、'.join(changes)})。照会先のすべての団体にメールで知らせます。"
        )
        warn_without_contact(request, inquiry)
    return redirect(inquiry)


def _page(request, inquiry, form, *, status=200, **more):
    context = {
        "inquiry": inquiry,
        "form": form,
        "steps_of_work": STEPS_OF_WORK,
        "most": MOST_QUESTIONS,
        "given": 0 if inquiry.is_draft else inquiry.answers.given().count(),
        **more,
    }
    return render(request, "inquiries/questions/inquiry_questions.html", context, status=status)
