"""Entering what an organisation without contacts told by telephone or fax."""

from functools import partial

from django.contrib import messages
from django.shortcuts import render

from correspondence.answers_on_behalf import views
from correspondence.questions.views import write_once
from inquiries.answers import actions
from inquiries.answers.models import InquiryAnswer
from inquiries.answers_on_behalf.forms import InquiryOnBehalfForm
from inquiries.inquiries.models import Inquiry
from inquiries.reminders.rules import can_see_late
from members.access.resume_after_login import typed_data

State = InquiryAnswer.State
ENTERED = "{name}の回答を入力しました。照会元にメールで知らせます。"


def _page(request, inquiry, answer):
    form = _form(request, inquiry, answer)
    page = partial(_shown, request, inquiry, answer, form)
    if request.method == "GET":
        return page()
    valid = form.is_valid()
    if "add_row" in request.POST:
        form._show_kept()
        return page()
    if not valid:
        return page(status=400)
    return write_once(form, inquiry, partial(_enter, request, inquiry, answer, form), page)


def _form(request, inquiry, answer) -> InquiryOnBehalfForm:
    """What the organisation drafted is its own: it does not stand here."""
    return InquiryOnBehalfForm(
        typed_data(request),
        request.FILES or None,
        by=request.user,
        item=inquiry,
        answer=answer,
        questions=list(inquiry.questions.current()),
        values=[],
        initial={"remark": ""},
        requires=not {"none", "add_row"} & set(request.POST),
        more_row_in=request.POST.get("add_row", ""),
    )


def _shown(request, inquiry, answer, form, *, status=200, saved=None):
    context = {"item": inquiry, "answer": answer, "form": form}
    return render(request, "inquiries/answers_on_behalf/answer_on_behalf.html", context, status=status)


def _enter(request, inquiry, answer, form) -> str:
    actions.answer_inquiry(
        answer=answer,
        respondent=form.respondent(request.user),
        state=State.NONE if "none" in request.POST else State.ANSWERED,
        values=form.values,
        files=form.stored_files,
        remark=form.cleaned_data["remark"],
        **form.versions,
    )
    messages.success(request, ENTERED.format(name=answer.organization.full_name))
    return inquiry.get_absolute_url()


without_contact_list = views.without_contact_list(InquiryAnswer, "照会", may_see=can_see_late)
answer_on_behalf = views.answer_on_behalf(Inquiry, _page)
