"""What a section of an asked organisation finds behind the link of an inquiry's mail."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.attachments.queries import files_of
from common.idempotency.actions import earlier_result
from common.refusals import ActionRefused
from common.text import render_body
from correspondence.answers_by_mail.actions import require_still_usable
from correspondence.answers_by_mail.registry import AnswersByMail
from correspondence.answers_by_mail.views import by_mail_file, by_mail_page, uploads_of
from correspondence.questions import contents
from correspondence.questions.views import write_once
from correspondence.requests.queries import days_left
from inquiries.answers import actions
from inquiries.answers.models import AnswerLink, InquiryAnswer
from inquiries.answers.queries import returned_step
from inquiries.answers.views import PROPOSED
from inquiries.answers_by_mail.actions import write_by_mail
from inquiries.answers_by_mail.forms import MailAnswerForm, MailNoneForm
from members.users.models import User

State = InquiryAnswer.State
DRAFTED = "下書きを保存しました。照会元にはまだ届いていません。続きは、同じメールのリンクから書けます。"


@login_not_required
@never_cache
def inquiry_by_mail(request, number):
    return by_mail_page(request, number, AnswerLink.PURPOSE)


@login_not_required
@require_safe
def inquiry_by_mail_file(request, number, pk):
    return by_mail_file(request, number, AnswerLink.PURPOSE, pk)


def _answer_page(request, mail_token, link):
    """The inquiry, the form of its questions and that of 該当なし; the one that was sent is bound."""
    if request.method == "POST" and (known := _earlier_result(request)):
        return redirect(known)  # a double click
    form, none_form = _forms(request, mail_token, link.answer)
    if request.method != "POST":
        return _shown(request, mail_token, link, form, none_form)
    sent = none_form if "none" in request.POST else form
    valid = sent.is_valid()
    if "add_row" in request.POST:
        form._show_kept()
        return _shown(request, mail_token, link, form, none_form, unsaved=True)
    if not valid:
        return _shown(request, mail_token, link, form, none_form, status=400)
    page = partial(_shown, request, mail_token, link, form, none_form)
    return write_once(sent, link.answer.inquiry, partial(_done, request, mail_token, sent), page)


def _earlier_result(request) -> str:
    prefix = "none-" if "none" in request.POST else ""
    return earlier_result(request, f"{prefix}idempotency_key")


def _forms(request, mail_token, answer) -> tuple[MailAnswerForm, MailNoneForm]:
    """A name that was typed for the draft stands there again."""
    name = "" if answer.drafted_by_id else answer.drafted_by_name
    data, is_none = request.POST if request.method == "POST" else None, "none" in request.POST
    about = {"answer": answer, "item": answer.inquiry, "initial": {"answered_name": name}}
    form = MailAnswerForm(
        None if is_none else data,
        None if is_none else request.FILES or None,
        by=uploads_of(request, mail_token),
        questions=list(answer.inquiry.questions.current()),
        values=contents.values_of(answer),
        requires=not {"save_draft", "add_row"} & set(request.POST),
        more_row_in=request.POST.get("add_row", ""),
        **about,
    )
    return form, MailNoneForm(data if is_none else None, **about)


def _done(request, mail_token, sent) -> str:
    facts = {"remark": sent.cleaned_data["remark"], "name": sent.cleaned_data["answered_name"]}
    if isinstance(sent, MailAnswerForm):
        facts |= {"values": sent.values, "files": sent.stored_files}
    action = _action_of(request.POST)
    try:
        write_by_mail(action, mail_token=mail_token, **facts, **sent.versions)
    except ActionRefused:
        require_still_usable(mail_token)
        raise
    if action is actions.draft_answer:
        messages.success(request, DRAFTED)
    elif "propose" in request.POST:
        messages.success(request, PROPOSED)
    return request.path


def _action_of(posted):
    if "save_draft" in posted and "none" not in posted:
        return actions.draft_answer
    action = actions.propose_answer if "propose" in posted else actions.answer_inquiry
    return partial(action, state=State.NONE if "none" in posted else State.ANSWERED)


def _shown(request, mail_token, link, form, none_form, *, status=200, saved=None, unsaved=False):
    answer, inquiry = link.answer, link.answer.inquiry
    representatives = User.objects.of(answer.organization).representatives().order_by("pk")
    context = {
        "number": mail_token.number,
        "link": link,
        "answer": answer,
        "item": inquiry,
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "files": files_of(inquiry),
        "days_left": days_left(inquiry),
        "form": form,
        "none_form": none_form,
        "is_owed": answer.is_owed,
        "answers_finally": not inquiry.needs_representative,
        "representatives": list(representatives) if inquiry.needs_representative else [],
        "returned_step": returned_step(answer),
        "saved": saved,
        "unsaved": unsaved,
        "saved_rows": contents.rows_of(contents.values_of(saved)) if saved else [],
    }
    return render(request, "inquiries/answers_by_mail/inquiry_by_mail.html", context, status=status)


def _answered_context(answer) -> dict:
    """Files by their names: whoever has only the mail opens none of the answer's."""
    rows = contents.rows_of(contents.values_of(answer))
    return {"rows": [replace(row, text=row.words, files=[]) for row in rows]}


ANSWERS_BY_MAIL = AnswersByMail(
    link_model=AnswerLink,
    noun="照会",
    heading="照会への回答",
    url_name="inquiries:inquiry-by-mail",
    answer_page=_answer_page,
    has_answered=lambda request, answer: bool(_earlier_result(request)),
    answered_template="inquiries/answers_by_mail/inquiry_by_mail_answered.html",
    answered_context=_answered_context,
)
