"""A section corrects its record in a round, or tells who moves, from its mailbox."""

import datetime

import pytest

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.confirmations.models import ConfirmationEntry
from members.handovers.actions import hand_over
from members.handovers.models import Handover
from members.mail_tokens.models import MailToken
from members.reviews.models import Review
from members.users.models import User

pytestmark = pytest.mark.django_db


def test_corrections_count_at_once_and_are_told_to_both_mailboxes(visitor, link, entry, correcting, officer):
    old = entry.section.mailbox
    typed = {"corrected-mailbox": "shin@city.example", "corrected-telephone": "０７２－２３３－１１０１"}
    assert visitor.post(link, correcting | typed).url == link
    entry.refresh_from_db()
    section = entry.section
    section.refresh_from_db()
    assert (entry.state, entry.answered_name) == ("corrected", "堺 七子")
    assert (section.mailbox, section.telephone) == ("shin@city.example", "072-233-1101")
    line = AuditEntry.objects.get(verb="members.section_changed")
    assert line.facts["changes"]["電話番号"] == ["03-0000-0000", "072-233-1101"]
    assert Review.objects.get().entry == line
    told = OutgoingMail.objects.filter(purpose="members.confirmation_corrected")
    assert sorted(told.values_list("to", flat=True)) == sorted([old, "shin@city.example"])
    assert "修正前  03-0000-0000" in told[0].body
    assert "内容の控え" in visitor.get(link).content.decode()


def test_people_who_left_or_came_are_put_before_representative_and_secretariat(
    visitor, link, entry, correcting, officer, colleague
):
    typed = {
        "corrected-left": [colleague.pk],
        "corrected-came_name": "新任 九子",
        "corrected-came_email": "kyuko@city.example",
    }
    assert visitor.post(link, correcting | typed).status_code == 302
    colleague.refresh_from_db()
    assert colleague.is_active
    assert not User.objects.filter(email="kyuko@city.example").exists()
    line = Review.objects.get().entry
    assert line.verb == "members.people_reported"
    assert line.facts["いなくなった担当者"] == "堺 次郎"
    mail = OutgoingMail.objects.get(purpose="members.people_reported")
    assert mail.to == officer.email
    assert "新任 九子（kyuko@city.example）" in mail.body


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "登録内容と同じです"),
        ({"corrected-mailbox": "共通"}, "半角の形で"),
        ({"corrected-telephone": "電話"}, "電話番号は"),
        ({"corrected-postal_code": "1"}, "郵便番号は"),
        ({"corrected-name": ""}, "担当部署を入力してください。"),
        ({"corrected-name": "企\x00画"}, "取り除いて"),
        ({"corrected-address": "あ" * 100_000}, "200文字以内"),
        ({"corrected-came_name": "新任"}, "両方を入力"),
        ({"corrected-answered_name": "", "corrected-telephone": "072-233-1101"}, "氏名を入力してください。"),
        ({"corrected-left": ["99999"]}, "正しく選択してください"),
        ({"corrected-name": "観光課"}, "同じ名前の担当部署"),
    ],
)
def test_a_bad_correction_changes_nothing_and_keeps_what_was_typed(
    visitor, link, entry, sakai, correcting, typed, sentence
):
    sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    answer = visitor.post(link, correcting | typed)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in text
    assert '<details class="accordion" id="corrected" open>' in text
    assert "堺 七子" in text or not (correcting | typed)["corrected-answered_name"]
    entry.refresh_from_db()
    assert not entry.is_answered
    assert not Review.objects.exists()


def test_people_of_another_section_cannot_be_named(visitor, link, entry, correcting, stranger, moving):
    assert visitor.post(link, correcting | {"corrected-left": [stranger.pk]}).status_code == 400
    assert visitor.post(link, moving | {"moving-leaving": stranger.pk}).status_code == 400
    assert not Handover.objects.exists()


def test_moving_registers_the_hand_over(visitor, link, entry, moving, officer):
    assert visitor.post(link, moving).url == link
    entry.refresh_from_db()
    handover = Handover.objects.get()
    assert (entry.state, handover.leaving, handover.origin) == ("moving", officer, "mailbox")
    told = OutgoingMail.objects.filter(purpose="members.confirmation_moving").values_list("to", flat=True)
    assert set(told) == {entry.section.mailbox, officer.email}
    assert "引継日になると" in visitor.get(link).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"moving-effective_on": "令和2年4月1日"}, "今日以降"),
        ({"moving-effective_on": "二月三十日"}, "日付として読み取れません"),
        ({"moving-successor_email": "stranger@city.example"}, "ほかの団体の担当者"),
        ({"moving-successor_name": ""}, "後任者の氏名を入力してください。"),
        ({"moving-answered_name": ""}, "回答する方の氏名を入力してください。"),
    ],
)
def test_a_bad_hand_over_changes_nothing(visitor, link, entry, moving, typed, sentence):
    answer = visitor.post(link, moving | typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    entry.refresh_from_db()
    assert not entry.is_answered
    assert not Handover.objects.exists()
    assert MailToken.objects.get(subject_confirmation_entry=entry).used_at is None


def test_a_hand_over_that_is_registered_already_is_refused(visitor, link, entry, moving, officer):
    hand_over(
        leaving=officer,
        successor_name="先",
        successor_email="saki@city.example",
        effective_on=japanese_calendar.today() + datetime.timedelta(days=5),
        by=officer,
    )
    answer = visitor.post(link, moving)
    assert answer.status_code == 400
    assert "すでに登録されています" in answer.content.decode()
    entry.refresh_from_db()
    assert not entry.is_answered


@pytest.mark.usefixtures("no_cast")
def test_a_section_without_people_is_not_asked_who_moves(visitor, start_round, kushiro, mail_of):
    start_round()
    link = mail_of(ConfirmationEntry.objects.get())[1]
    assert "異動する担当者がいる" not in visitor.get(link).content.decode()
    assert visitor.post(link, {"answer": "moving"}).status_code == 400
