"""The editor of the questions, before an inquiry is sent and while it is open."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from correspondence.questions.actions import ORDER
from correspondence.questions.models import MOST_QUESTIONS
from correspondence.questions.views import GO_ON, questions_page
from correspondence.requests.queries import warn_without_contact
from correspondence.requests.rules import can_change
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.views import STEPS_OF_WORK, own_draft
from inquiries.questions import actions
from inquiries.questions.purposes import PURPOSES, QUESTIONS
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login

ONLY_OPEN = "質問を変えられるのは、回答を受け付けている間の、照会元の担当者だけです。"


def _editable_inquiry(request, pk) -> Inquiry:
    inquiry = own_draft(request, pk)
    if not inquiry.is_draft and not can_change(request.user, inquiry):
        raise PermissionDenied(ONLY_OPEN)
    return inquiry


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_questions(request, pk):
    inquiry = _editable_inquiry(request, pk)
    return questions_page(
        request,
        inquiry,
        save=partial(_save, request, inquiry),
        page=partial(_page, request, inquiry),
        offered=QUESTIONS,
    )


def _save(request, inquiry, form, command):
    what = {"inquiry": inquiry, "by": request.user, "version": form.cleaned_data["version"] or 0}
    if not inquiry.is_draft:
        return _changed(request, inquiry, what, form)
    actions.save_questions(**what, questions=form.cleaned_questions)
    if command == GO_ON:
        return redirect("inquiries:inquiry-confirm", pk=inquiry.pk)
    messages.success(request, f"質問を保存しました（{len(form.questions)}問）。")
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
            request, f"質問を変えました（{'、'.join(changes)}）。照会先のすべての団体にメールで知らせます。"
        )
        warn_without_contact(request, inquiry)
    return redirect(inquiry)


def _page(request, inquiry, form, *, status=200, **more):
    context = {
        "inquiry": inquiry,
        "form": form,
        "steps_of_work": STEPS_OF_WORK,
        "most": MOST_QUESTIONS,
        "purposes": PURPOSES if inquiry.is_draft else (),
        "given": 0 if inquiry.is_draft else inquiry.answers.given().count(),
        **more,
    }
    return render(request, "inquiries/questions/inquiry_questions.html", context, status=status)
