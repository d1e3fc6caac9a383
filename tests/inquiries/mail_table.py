"""The mails of this room: how each comes about, and what makes it untrue."""

import datetime

import time_machine

from common import japanese_calendar
from common.prepared_files.actions import delete_prepared_file
from correspondence.closing.actions import close, withdraw
from correspondence.reminders.actions import remind_by_hand
from correspondence.retractions.actions import retract_step
from correspondence.sending.actions import approve, ask_approval, return_draft, take_back
from inquiries.answers.actions import propose_answer, return_answer
from inquiries.answers.emails import AnswerDelegated, AnswerGiven, AnswerProposed, AnswerReturned
from inquiries.changes.actions import add_organizations, move_due
from inquiries.delegation.actions import delegate_answer
from inquiries.file_exports.actions import request_file_export
from inquiries.file_exports.emails import FileExportFinished
from inquiries.inquiries.models import Inquiry
from inquiries.progress.emails import InquiryComplete, InquiryProgress
from inquiries.questions.actions import change_questions
from inquiries.reminders.emails import InquiryReminded, InquiryRemindedByHand
from inquiries.reminders.tasks import remind_organizations
from inquiries.retractions.emails import StepRetracted
from inquiries.sending.emails import InquirySent
from inquiries.sending.models import ApprovalRule
from inquiries.steps.emails import (
    InquiryApproved,
    InquiryChanged,
    InquiryClosed,
    InquiryDueMoved,
    InquiryProposed,
    InquiryReturned,
    InquiryWithdrawn,
)
from inquiries.steps.models import InquiryStep
from members.sections.models import Section
from members.users.models import User
from tests.inquiries.asking import as_cleaned
from tests.mails import MailLine
from tests.worker import by_clock, make_file


def _of(request, *names):
    found = [request.getfixturevalue(name) for name in names]
    return found if len(found) > 1 else found[0]


def _step(inquiry, kind):
    return InquiryStep.objects.filter(inquiry=inquiry, kind=kind).latest("pk")


def _inquiry(request) -> Inquiry:
    """江東区 asks 堺市, as it is now."""
    inquiry, _ = _of(request, "inquiry", "officer")
    return Inquiry.objects.get(pk=inquiry.pk)


def _answered(request, mail=None):
    give_answer, officer = _of(request, "give_answer", "officer")
    give_answer(_inquiry(request), officer)
    return _inquiry(request)


def _answered_anew(request, mail):
    give_answer, officer = _of(request, "give_answer", "officer")
    give_answer(_inquiry(request), officer, state="none")


def _withdrawn(request, mail=None):
    withdraw(item=_inquiry(request), by=_of(request, "ward_officer"), reason="中止です。")
    return _step(_inquiry(request), "withdrawn")


def _closed(request, mail=None):
    close(item=_inquiry(request), by=_of(request, "ward_officer"), although_silent=True)
    return _step(_inquiry(request), "closed")


def _everybody_moves(request, mail):
    """Their mailboxes are others, and nobody works there any more."""
    Section.objects.update(mailbox="moved@other.example")
    User.objects.update(is_active=False)


def _reminded(request):
    inquiry = _inquiry(request)
    morning = datetime.time(10, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
    day = japanese_calendar.add_working_days(inquiry.answer_due, -5)
    with time_machine.travel(datetime.datetime.combine(day, morning), tick=False):
        assert by_clock(remind_organizations) == 1
    return InquiryReminded(inquiry, due=inquiry.answer_due.isoformat(), days=5)


def _reminded_by_hand(request):
    inquiry = _inquiry(request)
    assert remind_by_hand(item=inquiry, by=_of(request, "ward_officer")) == 1
    on = japanese_calendar.today().isoformat()
    return InquiryRemindedByHand(inquiry, due=inquiry.answer_due.isoformat(), on=on)


def _due_moved(request, mail=None):
    inquiry, by = _inquiry(request), _of(request, "ward_officer")
    day = japanese_calendar.add_working_days(inquiry.answer_due, 3)
    move_due(inquiry=inquiry, by=by, version=inquiry.version, answer_due=day)
    return _step(inquiry, "extended")


def _changed(request):
    inquiry, by = _answered(request), _of(request, "ward_officer")
    rows = as_cleaned(inquiry)
    rows[0]["label"] = "取組の成果を書いてください。"
    change_questions(inquiry=inquiry, by=by, version=inquiry.version, questions=rows)
    return _step(inquiry, "changed")


def _delegated(request):
    by, to = _of(request, "officer", "colleague")
    delegate_answer(answer=_inquiry(request).answers.get(), by=by, assignee=to)
    return _step(_inquiry(request), "delegated")


def _asked_for_word(request, mail=None):
    inquiry, by, _ = _of(request, "confirmed", "colleague", "officer")
    answer = inquiry.answers.get()
    propose_answer(answer=answer, by=by, version=answer.version, state="none")
    return _step(inquiry, "proposed")


def _word_refused(request, mail=None):
    inquiry, by = _of(request, "confirmed", "officer")
    return_answer(answer=inquiry.answers.get(), by=by, note="数も書いてください。")
    return _step(inquiry, "returned")


def _progress(request):
    inquiry = _answered(request)
    return InquiryProgress(inquiry, since=inquiry.sent_at.isoformat(), new=1, corrected=0)


def _one_more_asked(request, mail):
    inquiry, by, kushiro = _of(request, "inquiry", "ward_officer", "kushiro")
    add_organizations(inquiry=inquiry, by=by, organizations=[kushiro])


def _clerk(request):
    return _of(request, "make_user")(
        "clerk@city.example", _of(request, "koto"), "江東 八郎", User.Role.OFFICER
    )


def _in_review(request):
    draft = _of(request, "make_inquiry_draft")(_clerk(request), [_of(request, "sakai")])
    _, koto = _of(request, "ward_officer", "koto")
    ApprovalRule.objects.create(organization=koto, needs_approval=True)
    ask_approval(item=draft, by=draft.author, version=draft.version)
    return _step(draft, "proposed")


def _taken_back(request, mail):
    take_back(item=mail.item, by=mail.item.author)


def _returned(request):
    draft = _in_review(request).item
    return_draft(item=draft, by=_of(request, "ward_officer"), reason="日付を直してください。")
    return _step(draft, "returned")


def _proposed_again(request, mail):
    ask_approval(item=mail.item, by=mail.item.author, version=mail.item.version)


def _approved(request):
    draft = _in_review(request).item
    approve(item=draft, by=_of(request, "ward_officer"), version=draft.version)
    return _step(draft, "approved")


def _approved_closed(request, mail):
    close(item=mail.item, by=_of(request, "ward_officer"), although_silent=True)


def _retracted(request):
    step = _changed(request)
    retract_step(step=step, by=_of(request, "ward_officer"), reason="個人情報のため")
    step.refresh_from_db()
    return StepRetracted(step)


def _not_retracted(request, mail):
    empty = {"retracted_at": None, "retracted_by": None, "retracted_by_name": "", "retracted_reason": ""}
    InquiryStep.objects.update(**empty)


def _file_export(request):
    by = _of(request, "ward_officer")
    return FileExportFinished(make_file(request_file_export(inquiry=_inquiry(request), query="", by=by)))


MAILS = {
    "inquiries.file_export_finished": MailLine(
        _file_export, lambda request, mail: delete_prepared_file(mail.about)
    ),
    "inquiries.step_retracted": MailLine(_retracted, _not_retracted),
    "inquiries.inquiry_sent": MailLine(lambda request: InquirySent(_inquiry(request)), _answered),
    "inquiries.inquiry_reminded": MailLine(_reminded, _due_moved),
    "inquiries.inquiry_reminded_by_hand": MailLine(_reminded_by_hand, _answered),
    "inquiries.inquiry_changed": MailLine(lambda request: InquiryChanged(_changed(request)), _answered_anew),
    "inquiries.inquiry_due_moved": MailLine(lambda request: InquiryDueMoved(_due_moved(request)), _due_moved),
    "inquiries.inquiry_closed": MailLine(lambda request: InquiryClosed(_closed(request)), _withdrawn),
    "inquiries.inquiry_withdrawn": MailLine(
        lambda request: InquiryWithdrawn(_withdrawn(request)), _everybody_moves
    ),
    "inquiries.inquiry_progress": MailLine(_progress, _closed),
    "inquiries.inquiry_complete": MailLine(
        lambda request: InquiryComplete(_answered(request), given=1), _one_more_asked
    ),
    "inquiries.inquiry_proposed": MailLine(lambda request: InquiryProposed(_in_review(request)), _taken_back),
    "inquiries.inquiry_returned": MailLine(
        lambda request: InquiryReturned(_returned(request)), _proposed_again
    ),
    "inquiries.inquiry_approved": MailLine(
        lambda request: InquiryApproved(_approved(request)), _approved_closed
    ),
    "inquiries.answer_delegated": MailLine(lambda request: AnswerDelegated(_delegated(request)), _answered),
    "inquiries.answer_proposed": MailLine(
        lambda request: AnswerProposed(_asked_for_word(request)), _word_refused
    ),
    "inquiries.answer_returned": MailLine(
        lambda request: AnswerReturned(_asked_for_word(request) and _word_refused(request)), _asked_for_word
    ),
    "inquiries.answer_given": MailLine(
        lambda request: AnswerGiven(_step(_answered(request), "answered")), _answered_anew
    ),
}
