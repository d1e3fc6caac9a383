"""An organisation that no mail reaches is named before and after asking; its answer is entered for it."""

import pytest
from django.db import IntegrityError, transaction

from common.audit_log.models import AuditEntry
from inquiries.answers.models import InquiryAnswer
from members.sections.models import Section
from members.users.models import User
from members.users.queries import without_contact
from tests.mypage import desk_counts
from tests.worker import mailed_to, write_mails

TOLD = {
    "relayed_name": "上砂川 五郎",
    "relayed_section": "総務課",
    "relayed_via": "telephone",
    "relayed_on": "令和2年4月1日",
    "idempotency_key": "00000000-0000-4000-8000-000000000007",
    "version": "1",
    "questions_version": "1",
    "q1": "毎年、開いています。",
    "q3": "続ける",
    "remark": "",
}


@pytest.fixture
def silent(make_organization):
    """A town without section and people."""
    town = make_organization("上砂川町", code="014257", prefecture="北海道")
    Section.objects.filter(organization=town).delete()
    return town


@pytest.fixture
def asked(make_inquiry, ward_officer, sakai, silent):
    """江東区 asks 堺市 and the silent town."""
    return make_inquiry(ward_officer, [sakai, silent])


@pytest.fixture
def owed(asked, silent):
    return asked.answers.get(organization=silent)


def address(answer) -> str:
    return f"/inquiries/{answer.inquiry_id}/answers/{answer.pk}/on-behalf/"


def test_who_can_be_reached_by_no_mail(sakai, kushiro, silent, officer, stranger, make_organization):
    everybody = [sakai.pk, kushiro.pk, silent.pk]
    assert set(without_contact(everybody)) == {silent}
    Section.objects.filter(organization=kushiro).update(bounced_at="2026-01-01T00:00+09:00")
    assert set(without_contact(everybody)) == {silent}  # its officer has an address of their own
    User.objects.filter(pk=stranger.pk).update(role=User.Role.READER)
    assert set(without_contact(everybody)) == {silent, kushiro}


def test_confirm_page_and_outcome_name_them(
    browser, make_inquiry_draft, ward_officer, officer, silent, sakai
):
    draft = make_inquiry_draft(ward_officer, [sakai, silent])
    client = browser(ward_officer)
    page = client.get(f"/inquiries/{draft.pk}/confirm/").content.decode()
    assert "北海道上砂川町（連絡先なし）" in page
    assert "大阪府堺市（連絡先なし）" not in page
    response = client.post(f"/inquiries/{draft.pk}/send/", {"version": 1}, follow=True)
    text = response.content.decode()
    assert "連絡先なしの1団体（北海道上砂川町）にはメールが届きません" in text
    assert "回答を代わりに入力する" in text


def test_results_lists_and_desk_name_them(browser, asked, owed, ward_officer, secretariat):
    client = browser(ward_officer)
    assert "連絡先なし" in client.get(f"/inquiries/{asked.pk}/results/").content.decode()
    assert "連絡先なし" in client.get(f"/inquiries/{asked.pk}/results/{owed.pk}/").content.decode()
    for person in (ward_officer, secretariat):
        assert address(owed) in browser(person).get("/inquiries/without-contact/").content.decode()
    waiting = desk_counts()
    assert waiting["inquiries:without-contact-list"] == 1


@pytest.mark.parametrize("who", ["ward_officer", "secretariat"])
def test_answer_is_entered_with_who_when_and_how_and_the_sender_is_told(
    who, request, browser, asked, owed, koto
):
    by = request.getfixturevalue(who)
    assert browser(by).get(address(owed)).status_code == 200
    for _ in range(2):  # a double click
        assert browser(by).post(address(owed), TOLD).url == asked.get_absolute_url()
    owed.refresh_from_db()
    assert (owed.state, owed.answered_by, owed.answered_by_name) == ("answered", None, "上砂川 五郎")
    assert (owed.relayed_by, owed.relayed_via, str(owed.relayed_on)) == (by, "telephone", "2020-04-01")
    said = f"電話で聞き取り（令和2年4月1日(水)）、{by.organization.full_name} {by.name}が入力"
    assert owed.relayed_shown == said
    entry = AuditEntry.objects.get(verb="inquiries.inquiry_answered")
    assert (entry.by, entry.facts["name"], entry.facts["via"]) == (by, "上砂川 五郎", "telephone")
    assert said in owed.steps.get().note
    write_mails("inquiries.answer_given")
    assert koto.sections.get().mailbox in mailed_to("inquiries.answer_given")
    page = browser(by).get(f"/inquiries/{asked.pk}/results/{owed.pk}/").content.decode()
    assert said in page
    assert browser(by).get(address(owed)).status_code == 403  # once


def test_none_is_entered_without_the_questions(browser, owed, ward_officer):
    data = {name: value for name, value in TOLD.items() if name not in ("q1", "q3")} | {"none": "1"}
    assert browser(ward_officer).post(address(owed), data).status_code == 302
    owed.refresh_from_db()
    assert (owed.state, owed.relayed_via) == ("none", "telephone")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"relayed_name": ""}, "回答した人の氏名"),
        ({"relayed_via": "mail"}, "正しく選択"),
        ({"relayed_on": "令和99年1月1日"}, "今日まで"),
        ({"relayed_on": ""}, "聞き取った日"),
        ({"q1": ""}, "問1"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(changed, words, browser, owed, ward_officer):
    response = browser(ward_officer).post(address(owed), TOLD | changed)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert InquiryAnswer.objects.get(pk=owed.pk).is_owed


def test_nobody_answers_for_one_that_can_be_reached_or_that_they_did_not_ask(
    browser, asked, owed, sakai, ward_officer, officer, stranger, reader
):
    reached = asked.answers.get(organization=sakai)
    assert browser(ward_officer).post(address(reached), TOLD).status_code == 403
    assert browser(officer).post(address(owed), TOLD).status_code == 403
    assert browser(stranger).post(address(owed), TOLD).status_code == 404
    assert not asked.answers.given().exists()


def test_relay_is_whole(owed, ward_officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        InquiryAnswer.objects.filter(pk=owed.pk).update(relayed_by=ward_officer)
