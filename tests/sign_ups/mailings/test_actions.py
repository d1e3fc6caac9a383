"""A mail to many goes once, to those for whom it is then; what is refused is told and changes nothing."""

import pytest
from django.db import IntegrityError, transaction

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused, NothingToDo, StaleVersion
from common.versions import version_of
from sign_ups.joining.actions import cancel_sign_up
from sign_ups.mailings import actions
from sign_ups.mailings.models import Mailing, MailingRecipient
from sign_ups.mailings.queries import counts_of, examples_of, failed_of
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import draft_of, group, open_survey_of, sent_mailing
from tests.threads import in_threads
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
PURPOSE = "sign_ups.mailing_sent"


def send(mailing, row, by, version=None):
    version = version or version_of(mailing, Mailing.EDITED)
    return actions.send_mailing(mailing=mailing, row=row, by=by, version=version)


@pytest.fixture
def full(make_slot):
    """One has both places, two wait."""
    slot = make_slot(capacity=2)
    return slot, group(slot, "甲", 2), group(slot, "乙"), group(slot, "丙")


@pytest.mark.parametrize(
    ("audience", "names"),
    [("confirmed", "甲"), ("waiting", "乙丙"), ("standing", "甲乙丙")],
)
def test_each_audience_is_told_and_nobody_else(full, officer, audience, names):
    slot, *_ = full
    sent_mailing(slot, officer, audience=audience)
    write_mails(PURPOSE)
    assert mailed_to(PURPOSE) == {f"{ord(name):x}@example.jp" for name in names}


def test_those_who_came_alone(make_slot, officer):
    slot = make_slot(capacity=9)
    came, other = group(slot, "甲", 2), group(slot, "乙")
    type(came).objects.filter(pk=came.pk).update(came=1, came_at=slot.made_at)
    mailing = sent_mailing(slot, officer, audience="came")
    assert [one.sign_up for one in mailing.recipients.all()] == [came]
    assert not mailing.is_for(other)
    write_mails(PURPOSE)
    assert mailed_to(PURPOSE) == {came.email}


def test_those_of_all_slots_of_the_event_and_of_no_other(full, make_slot, call, officer):
    slot, first, *_ = full
    second = group(make_slot(title="午後の部"), "丁")
    group(make_slot(call, audience="public"), "戊")
    sent_mailing(slot, officer, all_slots=True)
    write_mails(PURPOSE)
    assert mailed_to(PURPOSE) == {first.email, second.email}


def test_what_differs_is_filled_in_once_and_a_name_is_no_placeholder(make_slot, officer):
    slot = make_slot()
    made = group(slot, "{申込番号}")
    text = "{氏名}様、｛人数｝、{催し}、{場所}"
    sent_mailing(slot, officer, subject="{催し}の{場所}", text=text)
    write_mails(PURPOSE)
    mail = OutgoingMail.objects.get(purpose=PURPOSE)
    assert mail.subject == "基調講演の大ホール"
    assert "{申込番号}0様、1人、基調講演、大ホール" in mail.body
    assert made.get_absolute_url() in mail.body


def test_it_is_sent_once_and_traced(full, event, officer):
    slot, *_ = full
    mailing = draft_of(slot, officer)
    send(mailing, event, officer)
    with pytest.raises(NothingToDo, match="すでに送信しました"):
        send(mailing, event, officer)
    write_mails()
    assert OutgoingMail.objects.filter(purpose=PURPOSE).count() == 1
    entry = AuditEntry.objects.get(verb="sign_ups.mailing_sent")
    assert entry.facts == {"recipients": 1}
    with pytest.raises(ActionRefused, match="すでに送信しました"):
        actions.edit_mailing(mailing=mailing, by=officer, values={"subject": "別の件名"})
    with pytest.raises(ActionRefused, match="すでに送信しました"):
        actions.delete_mailing(mailing=mailing, by=officer)


def test_a_draft_that_changed_since_it_was_looked_at_does_not_go(full, event, officer):
    slot, *_ = full
    mailing = draft_of(slot, officer)
    seen = version_of(mailing, Mailing.EDITED)
    actions.edit_mailing(mailing=mailing, by=officer, values={"text": "別の本文"})
    with pytest.raises(ActionRefused, match="下書きが変わりました"):
        send(mailing, event, officer, version=seen)
    values = {name: getattr(mailing, name) for name in Mailing.EDITED} | {"text": "三つ目"}
    with pytest.raises(StaleVersion):
        actions.edit_mailing(mailing=mailing, by=officer, values=values, version=seen)
    assert not MailingRecipient.objects.exists()


def test_nobody_to_send_to(make_slot, event, officer):
    mailing = draft_of(make_slot(), officer, audience="offered")
    with pytest.raises(ActionRefused, match="宛先に当たる申込がありません"):
        send(mailing, event, officer)
    assert list(examples_of(mailing)) == []


def test_not_of_a_cancelled_event(full, event, officer):
    slot, *_ = full
    type(event).objects.filter(pk=event.pk).update(holding="cancelled")
    event.refresh_from_db()
    with pytest.raises(ActionRefused, match="自動で知らせた"):
        send(draft_of(slot, officer), event, officer)


def test_the_link_of_a_survey_wants_one_that_takes_answers(full, event, officer):
    slot, *_ = full
    mailing = draft_of(slot, officer, text="{アンケート}")
    with pytest.raises(ActionRefused, match="アンケートを始めてください"):
        send(mailing, event, officer)
    open_survey_of(slot, officer)
    send(mailing, event, officer)


def test_not_after_the_names_are_gone(full, event, officer):
    slot, *_ = full
    mailing = draft_of(slot, officer)
    Slot.objects.update(purged_at=slot.made_at)
    slot.refresh_from_db()
    with pytest.raises(ActionRefused, match="個人情報を削除した"):
        send(mailing, event, officer)
    with pytest.raises(ActionRefused, match="個人情報を削除した"):
        draft_of(slot, officer)


def test_only_what_failed_goes_again(full, officer):
    slot, _first, second, third = full
    mailing = sent_mailing(slot, officer, audience="standing")
    assert counts_of(mailing) == {"queued": 3}
    write_mails(PURPOSE)
    mails = OutgoingMail.objects.filter(purpose=PURPOSE)
    mails.filter(about_id=second.pk).update(state="failed", last_error="550")
    mails.filter(about_id=third.pk).update(state="sent", sent_at=mailing.sent_at)
    assert counts_of(mailing) == {"queued": 1, "failed": 1, "sent": 1}
    assert [one.sign_up for one in failed_of(mailing)] == [second]
    assert actions.resend_failed(mailing=mailing, by=officer) == 1
    assert counts_of(mailing) == {"queued": 2, "sent": 1}
    with pytest.raises(NothingToDo, match="もう一度送れるメールはありません"):
        actions.resend_failed(mailing=mailing, by=officer)


def test_who_cancels_before_it_leaves_gets_none(full, officer):
    slot, first, *_ = full
    mailing = sent_mailing(slot, officer)
    cancel_sign_up(sign_up=first)
    write_mails(PURPOSE)
    assert counts_of(mailing) == {"skipped": 1}


def test_the_three_examples_are_the_first_the_middle_and_the_last(make_slot, officer):
    slot = make_slot(capacity=9)
    rows = [group(slot, name) for name in "甲乙丙丁戊"]
    assert list(examples_of(draft_of(slot, officer))) == [rows[0], rows[2], rows[4]]


def test_a_sign_up_is_told_once_of_a_mailing(full, officer):
    slot, first, *_ = full
    mailing = sent_mailing(slot, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        MailingRecipient.objects.create(mailing=mailing, sign_up=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.update(sent_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        MailingRecipient.objects.update(outcome="lost")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_once(make_slot, event, officer):
    slot = make_slot()
    group(slot, "甲")
    mailing = draft_of(slot, officer)

    def one():
        try:
            send(mailing, event, officer)
        except NothingToDo:
            return "told"
        return "sent"

    assert sorted(in_threads(one, one)) == ["sent", "told"]
    assert MailingRecipient.objects.count() == 1
