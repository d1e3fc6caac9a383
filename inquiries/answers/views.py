"""The page on which an organisation answers an inquiry: draft, answer, correction, 該当なし."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.attachments.queries import files_of
from common.idempotency.actions import earlier_result
from common.japanese_calendar import wareki
from common.pages import is_seen, show_page
from common.refusals import ActionRefused
from common.text import render_body
from correspondence.answers.actions import mark_read
from correspondence.answers.rules import speaks_for
from correspondence.questions import contents
from correspondence.questions.views import write_once
from correspondence.requests.queries import visible_request
from inquiries.answers import actions, rules
from inquiries.answers.forms import AnswerForm, NoneForm, ReturnForm
from inquiries.answers.models import InquiryAnswer
from inquiries.answers.queries import own_answer
from inquiries.inquiries.key_points import points_for
from inquiries.inquiries.models import Inquiry
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data

NOT_ASKED = "この照会に回答できるのは、照会を受けた団体の担当者です。"
DRAFTED = "下書きを保存しました。照会元にはまだ届いていません。"
PROPOSED = "代表担当者に確認を求めました。代表担当者にメールで知らせます。"
ANSWERED = "回答を提出しました。控えを共通アドレスにメールで送ります。"
CORRECTED = "回答を訂正しました。控えを共通アドレスにメールで送ります。"
UNCHANGED = "変わった項目がないため、何も訂正していません。"


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_answer(request, pk):
    if request.method == "POST" and (known := earlier_result(request)):
        return redirect(known)  # a double click
    inquiry, answer, refusal = answerable(request, pk)
    if refusal and request.method == "GET":  # answered or closed since they found it
        messages.info(request, _done_by(answer) or refusal)
        return redirect(inquiry)
    if is_seen(request):
        mark_read(answer=answer, by=request.user)
    form = _form(request, inquiry, answer)
    if request.method == "GET":
        return answer_page(request, inquiry, answer, form)
    valid = form.is_valid()
    if refusal:
        form.refuse(refusal)
        return answer_page(request, inquiry, answer, form, status=403)
    if "add_row" in request.POST:
        form._show_kept()
        return answer_page(request, inquiry, answer, form, unsaved=True)
    if not valid:
        return answer_page(request, inquiry, answer, form, status=400)
    return _write(request, inquiry, answer, form)


def answerable(request, pk) -> tuple:
    """The inquiry, their organisation's answer, and why it cannot be written now ("" where it can)."""
    inquiry = visible_request(request, Inquiry, pk)
    answer = own_answer(request.user, inquiry)
    if not speaks_for(request.user, answer):
        raise PermissionDenied(NOT_ASKED)
    return inquiry, answer, actions.why_not(inquiry, answer)


def _done_by(answer) -> str:
    """Who answered it; "" where nobody has."""
    if answer.is_owed:
        return ""
    day = wareki(answer.answered_at)
    return f"この照会への回答は済んでいます。{answer.answered_by_shown}さんが{day}に回答しました。"


def _form(request, inquiry, answer) -> AnswerForm:
    data = typed_data(request)
    return AnswerForm(
        data,
        request.FILES or None,
        by=request.user,
        item=inquiry,
        answer=answer,
        questions=list(inquiry.questions.current()),
        values=contents.values_of(answer),
        requires=not {"save_draft", "add_row"} & set(request.POST),
        more_row_in=request.POST.get("add_row", ""),
    )


def answer_page(request, inquiry, answer, form, *, status=200, saved=None, unsaved=False):
    user = request.user
    context = {
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "answer": answer,
        "form": form,
        "may_write": rules.can_write_answer(user, inquiry, answer),
        "may_confirm": rules.can_confirm_answer(user, inquiry, answer),
        "may_propose": rules.can_propose_answer(user, inquiry, answer),
        "saved": saved,
        "saved_rows": contents.rows_of(contents.values_of(saved)) if saved else [],
        "unsaved": unsaved,
    }
    return render(request, "inquiries/answers/inquiry_answer.html", context, status=status)


def _write(request, inquiry, answer, form):
    """Save as the pressed button says."""
    values = {"values": form.values, "files": form.stored_files, "remark": form.cleaned_data["remark"]}
    deed = partial(_action_of(request.POST), answer=answer, by=request.user, **values, **form.versions)
    page = partial(answer_page, request, inquiry, answer, form)
    return write_once(form, inquiry, partial(_done, request, inquiry, answer, deed), page)


def _action_of(posted):
    if "save_draft" in posted:
        return actions.draft_answer
    deed = actions.propose_answer if "propose" in posted else actions.answer_inquiry
    return partial(deed, state=InquiryAnswer.State.ANSWERED)


def _done(request, inquiry, answer, deed) -> str:
    """Do it, say it, and where to go on."""
    after = deed()
    if "save_draft" in request.POST:
        messages.success(request, DRAFTED)
        return reverse("inquiries:inquiry-answer", args=[inquiry.pk])
    if after.is_owed:
        messages.success(request, PROPOSED)
    elif answer.is_owed:
        messages.success(request, ANSWERED)
    elif after.version == answer.version:
        messages.info(request, UNCHANGED)
    else:
        messages.success(request, CORRECTED)
    return inquiry.get_absolute_url()


@resumes_after_login
@require_POST
@members_only
def inquiry_answer_none(request, pk):
    """該当なし: nothing of what was asked exists here."""
    if known := earlier_result(request, "none-idempotency_key"):
        return redirect(known)
    inquiry, answer, refusal = answerable(request, pk)
    form = NoneForm(request.POST, answer=answer, item=inquiry)
    if not form.is_valid():
        return show_page(request, inquiry, none_form=form)
    if refusal:
        form.refuse(refusal)
        return show_page(request, inquiry, status=403, none_form=form)
    action = actions.propose_answer if "propose" in request.POST else actions.answer_inquiry
    deed = partial(
        action, answer=answer, by=request.user, state=InquiryAnswer.State.NONE,
        remark=form.cleaned_data["remark"], **form.versions,
    )  # fmt: skip

    def page(*, status, saved=None):
        return show_page(request, inquiry, status=status, none_form=form)

    return write_once(form, inquiry, partial(_done, request, inquiry, answer, deed), page)


@require_safe
@members_only
def inquiry_print(request, pk):
    inquiry = visible_request(request, Inquiry, pk)
    answer = own_answer(request.user, inquiry)
    rows = contents.rows_of(contents.values_of(answer)) if answer else []
    context = {
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "files": files_of(inquiry),
        "own": answer,
        "rows": rows,
        "points": points_for(inquiry, inquiry.questions.current().count(), answer) if answer else (),
        # a sheet without an answer has room to write it by hand
        "questions": [] if rows else list(inquiry.questions.current()),
        "stamps": request.GET.get("stamp") != "0",
    }
    return render(request, "inquiries/answers/inquiry_print.html", context)


ONLY_REPRESENTATIVES = "回答の案を差し戻せるのは、団体の代表担当者だけです。"


@resumes_after_login
@require_POST
@members_only
def answer_return(request, pk):
    inquiry, answer, refusal = answerable(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied(ONLY_REPRESENTATIVES)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show_page(request, inquiry, return_form=form)
    if not refusal:
        try:
            actions.return_answer(answer=answer, by=request.user, note=form.cleaned_data["note"])
        except ActionRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "回答の案を差し戻しました。確認を求めた人にメールで知らせます。")
            return redirect(inquiry)
    form.add_error(None, refusal)
    status = 403 if not rules.can_write_answer(request.user, inquiry, answer) else 409
    return show_page(request, inquiry, status=status, return_form=form)
