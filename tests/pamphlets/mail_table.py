"""The mails of this room: how each comes about, and what makes it untrue."""

import datetime

import time_machine

from common import japanese_calendar
from common.prepared_files.actions import delete_prepared_file, fail_prepared_file
from correspondence.closing.actions import close, withdraw
from correspondence.reminders.actions import remind_by_hand
from correspondence.retractions.actions import retract_step
from correspondence.sending.actions import approve, ask_approval, return_draft, take_back
from members.sections.models import Section
from pamphlets.answer_changes.actions import cancel_change, propose_change, refuse_change
from pamphlets.answer_changes.emails import (
    AnswerChangeCancelled,
    AnswerChangeDecided,
    AnswerChangeProposed,
)
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.emails import PamphletAnswerCopy, PamphletAnswered
from pamphlets.changes.actions import change_pamphlet
from pamphlets.delegation.actions import delegate_answer
from pamphlets.delegation.emails import AnswerDelegated
from pamphlets.deliveries.actions import (
    Parcel,
    dispatch_copies,
    finish_handing_out,
    receive_copies,
    undo_step,
)
from pamphlets.deliveries.emails import (
    DeliveryDispatched,
    DeliveryFinished,
    DeliveryReceived,
    DeliveryUndone,
)
from pamphlets.reminders.emails import PamphletReminded, PamphletRemindedByHand
from pamphlets.reminders.tasks import remind_wards
from pamphlets.retractions.emails import StepRetracted
from pamphlets.sending.emails import PamphletSent
from pamphlets.shipping_papers.actions import request_shipping_paper
from pamphlets.shipping_papers.emails import ShippingPaperFinished
from pamphlets.steps.emails import (
    PamphletApproved,
    PamphletChanged,
    PamphletClosed,
    PamphletProposed,
    PamphletReturned,
    PamphletWithdrawn,
)
from pamphlets.steps.models import PamphletStep
from pamphlets.ward_questions.actions import ask_back, reply_question
from pamphlets.ward_questions.emails import PamphletQuestionAsked, PamphletQuestionReplied
from tests.mails import MailLine
from tests.pamphlets.changes.test_changes import values_of
from tests.worker import by_clock

TODAY = japanese_calendar.today


def _of(request, *names):
    found = [request.getfixturevalue(name) for name in names]
    return found if len(found) > 1 else found[0]


def _step(pamphlet, kind):
    return PamphletStep.objects.get(pamphlet=pamphlet, kind=kind)


def _pamphlet(request):
    pamphlet, _ = _of(request, "pamphlet", "minato_officer")
    return pamphlet


def _own(request):
    """江東区's answer, as it is now."""
    pamphlet, koto = _of(request, "pamphlet", "koto")
    return pamphlet.answers.get(organization=koto)


def _accepted(request):
    by = _of(request, "ward_officer")
    return answer_pamphlet(answer=_own(request), state="accepted", copies=300, by=by)


def _declined(request, mail=None):
    for answer in _pamphlet(request).answers.owed():
        by = _of(request, "ward_officer" if answer.organization.name == "江東区" else "minato_officer")
        answer_pamphlet(answer=answer, state="declined", remark="棚がありません。", by=by)


def _withdrawn(request, mail=None):
    withdraw(item=_pamphlet(request), by=_of(request, "officer"), reason="中止です。")
    return _step(_pamphlet(request), "withdrawn")


def _closed(request, mail=None):
    close(item=_pamphlet(request), by=_of(request, "officer"), although_silent=True)
    return _step(_pamphlet(request), "closed")


def _everybody_moves(request, mail):
    """Their mailboxes are others, and nobody works there any more."""
    Section.objects.update(mailbox="moved@other.example")
    people = _of(request, "officer", "colleague", "ward_officer", "minato_officer")
    for person in people:
        type(person).objects.filter(pk=person.pk).update(is_active=False)


def _changed(request):
    pamphlet, officer = _of(request, "pamphlet", "officer")
    values = values_of(pamphlet, description="直しました。")
    change_pamphlet(pamphlet=pamphlet, by=officer, version=1, values=values, files=[])
    return _step(pamphlet, "changed")


def _at(answer) -> dict:
    return {"at": answer.answered_at.isoformat()}


def _copy(request):
    answer = _accepted(request)
    return PamphletAnswerCopy(answer, **_at(answer))


def _answered(request):
    answer = _accepted(request)
    return PamphletAnswered(answer, **_at(answer))


def _reminded(request):
    pamphlet = _pamphlet(request)
    morning = datetime.time(10, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
    day = japanese_calendar.add_working_days(pamphlet.answer_due, -5)
    with time_machine.travel(datetime.datetime.combine(day, morning), tick=False):
        assert by_clock(remind_wards) == 2
    return PamphletReminded(pamphlet, due=pamphlet.answer_due.isoformat(), days=5)


def _reminded_by_hand(request):
    pamphlet = _pamphlet(request)
    remind_by_hand(item=pamphlet, by=_of(request, "officer"))
    today = japanese_calendar.today().isoformat()
    return PamphletRemindedByHand(pamphlet, due=pamphlet.answer_due.isoformat(), on=today)


def _delegated(request):
    koto, by = _of(request, "koto", "ward_officer")
    section = Section.objects.create(organization=koto, name="観光課", mailbox="kanko@koto.example")
    answer = delegate_answer(answer=_own(request), assignee=section, by=by)
    return AnswerDelegated(answer.steps.get())


def _passed_on(request, mail):
    by = _of(request, "ward_officer")
    delegate_answer(answer=_own(request), assignee=by.section, by=by)


def _asked_back(request):
    _, by = _of(request, "officer", "ward_officer")
    return ask_back(answer=_own(request), text="箱の大きさは。", by=by)


def _replied(request):
    return reply_question(question=_asked_back(request), reply="30cmです。", by=_of(request, "officer"))


def _proposed_change(request):
    by = _of(request, "ward_officer")
    return propose_change(answer=_accepted(request), copies=200, places=None, reason="棚が減った", by=by)


def _cancelled_change(request, mail=None):
    change = mail.about if mail else _proposed_change(request)
    return cancel_change(change=change, by=_of(request, "ward_officer"))


def _refused_change(request):
    return refuse_change(change=_proposed_change(request), by=_of(request, "officer"))


def _dispatched(request):
    answer, officer = _accepted(request), _of(request, "officer")
    parcels = [Parcel(answer.pk)]
    dispatch_copies(pamphlet=answer.pamphlet, parcels=parcels, on=TODAY(), carrier="", by=officer)
    return _own(request).delivery


def _received(request):
    answer = _dispatched(request).answer
    return receive_copies(answer=answer, on=TODAY(), count=300, by=_of(request, "ward_officer"))


def _finished(request):
    facts = {"handed_out": 300, "left_over": 0, "remark": ""}
    answer, by = _received(request).answer, _of(request, "ward_officer")
    return finish_handing_out(answer=answer, on=TODAY(), by=by, **facts)


def _undo(step, who):
    def undo(request, mail=None):
        undo_step(answer=_own(request), step=step, reason="誤り", by=_of(request, who))

    return undo


def _undone(request):
    _received(request)
    _undo("received", "ward_officer")(request)
    return DeliveryUndone(_own(request), entry=1, step="received", reason="誤り", by_name="江東")


def _received_again(request, mail):
    receive_copies(answer=_own(request), on=TODAY(), count=290, by=_of(request, "ward_officer"))


def _in_review(request):
    draft = _of(request, "in_review")
    return _step(draft, "proposed")


def _taken_back(request, mail):
    take_back(item=mail.item, by=_of(request, "colleague"))


def _returned(request):
    draft, by = _of(request, "in_review", "officer")
    return_draft(item=draft, by=by, reason="日付を直してください。")
    return _step(draft, "returned")


def _proposed_again(request, mail):
    item, by = mail.item, _of(request, "colleague")
    ask_approval(item=item, by=by, version=item.version)


def _approved(request):
    draft, by = _of(request, "in_review", "officer")
    approve(item=draft, by=by, version=draft.version)
    return _step(draft, "approved")


def _approved_closed(request, mail):
    close(item=mail.item, by=_of(request, "officer"), although_silent=True)


def _retracted(request):
    step = _changed(request)
    step.pamphlet.answers.update(read_at=step.at)
    retract_step(step=step, by=_of(request, "officer"), reason="個人情報のため")
    step.refresh_from_db()
    return StepRetracted(step)


def _paper(request):
    addressed, officer = _of(request, "addressed", "officer")
    paper = request_shipping_paper(pamphlet=addressed, kind="labels", query="kind=labels", by=officer)
    fail_prepared_file(paper, "作れませんでした。")
    paper.refresh_from_db()
    return ShippingPaperFinished(paper)


def _paper_deleted(request, mail):
    delete_prepared_file(mail.about)


def _not_retracted(request, mail):
    empty = {"retracted_at": None, "retracted_by": None, "retracted_by_name": "", "retracted_reason": ""}
    PamphletStep.objects.update(**empty)


MAILS = {
    "pamphlets.shipping_paper_finished": MailLine(_paper, _paper_deleted),
    "pamphlets.step_retracted": MailLine(_retracted, _not_retracted),
    "pamphlets.pamphlet_sent": MailLine(lambda request: PamphletSent(_pamphlet(request)), _withdrawn),
    "pamphlets.pamphlet_reminded_by_hand": MailLine(_reminded_by_hand, _declined),
    "pamphlets.pamphlet_reminded": MailLine(_reminded, _declined),
    "pamphlets.pamphlet_answered": MailLine(_answered, _withdrawn),
    "pamphlets.pamphlet_answer_copy": MailLine(_copy, _everybody_moves),
    "pamphlets.answer_delegated": MailLine(_delegated, _passed_on),
    "pamphlets.pamphlet_question_asked": MailLine(
        lambda request: PamphletQuestionAsked(_asked_back(request)),
        lambda request, mail: reply_question(question=mail.about, reply="はい。", by=_of(request, "officer")),
    ),
    "pamphlets.pamphlet_question_replied": MailLine(
        lambda request: PamphletQuestionReplied(_replied(request)), _declined
    ),
    "pamphlets.answer_change_proposed": MailLine(
        lambda request: AnswerChangeProposed(_proposed_change(request)), _cancelled_change
    ),
    "pamphlets.answer_change_decided": MailLine(
        lambda request: AnswerChangeDecided(_refused_change(request)), _withdrawn
    ),
    "pamphlets.answer_change_cancelled": MailLine(
        lambda request: AnswerChangeCancelled(_cancelled_change(request)), _withdrawn
    ),
    "pamphlets.delivery_dispatched": MailLine(
        lambda request: DeliveryDispatched(_dispatched(request)), _undo("dispatched", "officer")
    ),
    "pamphlets.delivery_received": MailLine(
        lambda request: DeliveryReceived(_received(request), entry=1), _undo("received", "ward_officer")
    ),
    "pamphlets.delivery_finished": MailLine(
        lambda request: DeliveryFinished(_finished(request), entry=1), _undo("finished", "ward_officer")
    ),
    "pamphlets.delivery_undone": MailLine(_undone, _received_again),
    "pamphlets.pamphlet_proposed": MailLine(
        lambda request: PamphletProposed(_in_review(request)), _taken_back
    ),
    "pamphlets.pamphlet_returned": MailLine(
        lambda request: PamphletReturned(_returned(request)), _proposed_again
    ),
    "pamphlets.pamphlet_approved": MailLine(
        lambda request: PamphletApproved(_approved(request)), _approved_closed
    ),
    "pamphlets.pamphlet_changed": MailLine(lambda request: PamphletChanged(_changed(request)), _closed),
    "pamphlets.pamphlet_closed": MailLine(lambda request: PamphletClosed(_closed(request)), _withdrawn),
    "pamphlets.pamphlet_withdrawn": MailLine(
        lambda request: PamphletWithdrawn(_withdrawn(request)), _everybody_moves
    ),
}
