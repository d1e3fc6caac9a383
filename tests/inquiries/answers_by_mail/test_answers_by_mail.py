"""A section answers an inquiry from its mailbox: the mail's link or number and code, for this one only."""

import datetime
import unicodedata

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close, withdraw
from inquiries.answers.models import AnswerLink
from inquiries.changes.actions import move_due
from inquiries.delegation.actions import delegate_answer
from inquiries.inquiries.models import Inquiry
from inquiries.reminders.tasks import remind_organizations
from members.mail_tokens.models import MailToken
from members.sections.models import Section
from members.users.models import User
from tests.inquiries.answers.answering import told, typed
from tests.inquiries.answers_by_mail.mailing import (
    NAME,
    by_mail,
    fresh_page,
    letter_to,
    mailed,
    none_by_mail,
    opened,
)
from tests.worker import by_clock, write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(officer):
    return officer.section.mailbox


@pytest.fixture
def asked(inquiry):
    return mailed(inquiry)


# --- the mail and its page


def test_every_open_mailbox_has_a_link_of_its_own_and_people_have_none(inquiry, sakai, mailbox, officer):
    second = Section.objects.create(organization=sakai, name="広報課", mailbox="koho@sakai.example")
    gone = Section.objects.create(
        organization=sakai, name="旧課", mailbox="old@sakai.example",
        closed_at=timezone.now(), closed_by=officer,
    )  # fmt: skip
    mailed(inquiry)
    assert letter_to(mailbox)[0] != letter_to(second.mailbox)[0]
    own = OutgoingMail.objects.get(to=officer.email).body
    assert "受付番号" not in own
    assert inquiry.get_absolute_url() in own
    assert not OutgoingMail.objects.filter(to=gone.mailbox).exists()
    assert AnswerLink.objects.count() == 2


def test_the_job_run_again_leaves_the_link_good(visitor, asked, mailbox):
    before = letter_to(mailbox)
    write_mails("inquiries.inquiry_sent")
    assert letter_to(mailbox) == before
    assert visitor.get(opened(visitor, mailbox)).status_code == 200


def test_opening_changes_nothing_and_shows_the_questions(visitor, asked, answer, mailbox):
    response = visitor.get(opened(visitor, mailbox))
    text = response.content.decode()
    for part in (
        "自治体間連携の取組について",
        "江東区",
        "取組の内容を書いてください。",
        "実施要領",
        "該当なし",
    ):
        assert part in text
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    answer.refresh_from_db()
    assert (answer.state, answer.read_at) == ("unread", None)
    assert not MailToken.objects.filter(used_at__isnull=False).exists()


def test_number_and_code_lead_to_the_same_page(visitor, asked, mailbox):
    _, number, code = letter_to(mailbox)
    page = visitor.post("/members/proof/", {"number": number, "code": code}).url
    assert page == f"/inquiries/by-mail/{number}/"
    assert visitor.get(page).status_code == 200


def test_without_the_mail_nothing_opens(visitor, make_inquiry, ward_officer, sakai, kushiro, mailbox):
    mailed(make_inquiry(ward_officer, [sakai, kushiro]))
    number, other = letter_to(mailbox)[1], letter_to(kushiro.sections.get().mailbox)[2]
    assert visitor.post("/members/proof/", {"number": number, "code": other}).status_code == 400
    page = f"/inquiries/by-mail/{number}/"
    for response in (visitor.get(page), visitor.post(page, {"answer": "1"})):
        assert response.url == "/members/proof/"
    opened(visitor, kushiro.sections.get().mailbox)
    assert visitor.get(page).url == "/members/proof/"


def test_the_number_of_a_pamphlet_opens_no_inquiry(visitor, asked, mailbox):
    number = letter_to(mailbox)[1]
    opened(visitor, mailbox)
    assert visitor.get(f"/board/pamphlets/by-mail/{number}/").url == "/members/proof/"


def test_ten_wrong_codes_stop_it_and_a_new_mail_starts_afresh(visitor, asked, mailbox):
    link, number, code = letter_to(mailbox)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(10):
        visitor.post("/members/proof/", {"number": number, "code": wrong})
    right = visitor.post("/members/proof/", {"number": number, "code": code})
    assert "10回間違えた" in right.content.decode()
    visitor.post("/members/proof/resend/", {"number": number, "email": "x@evil.example"})
    visitor.post("/members/proof/resend/", {"number": number, "email": mailbox})
    again = OutgoingMail.objects.get(subject__contains="再送")
    assert again.to == mailbox
    assert letter_to(mailbox)[0] != link
    assert visitor.get(opened(visitor, mailbox)).status_code == 200
    assert Client().get(link).status_code == 400  # the earlier link is overtaken


def test_people_of_the_organisation_go_on_with_their_login(browser, asked, officer, stranger, mailbox):
    link = letter_to(mailbox)[0]
    assert browser(officer).get(link, follow=True).redirect_chain[-1][0] == asked.get_absolute_url()
    assert "堺市として回答する" in browser(stranger).get(link, follow=True).content.decode()


# --- what is written


def test_one_press_answers_in_the_sections_name(visitor, asked, answer, mailbox, officer):
    page = opened(visitor, mailbox)
    typed_in = by_mail(answer, q2="1,200", q4=["観光", "移住"], q5="令和8年4月1日", remark="補足です。")
    assert visitor.post(page, typed_in).url == page
    answer.refresh_from_db()
    assert (answer.state, answer.answered_by, answer.answered_by_name) == ("answered", None, NAME)
    assert answer.answered_section == officer.section
    assert answer.read_at is not None
    shown = [value.shown for value in answer.values.order_by("question__line")][1:5]
    assert shown == ["1,200人", "続ける", "観光、移住", "令和8年4月1日(水)"]
    step = answer.steps.get(kind="answered")
    assert (step.by, step.by_name, step.section_name) == (None, NAME, officer.section.name)
    facts = AuditEntry.objects.get(verb="inquiries.inquiry_answered").facts
    assert (facts["name"], facts["section"]) == (NAME, officer.section.name)
    assert told("answer_given") == {mailbox}
    text = visitor.get(page).content.decode()
    assert "回答をいただきました" in text
    assert "1,200人" in text


def test_a_used_link_shows_what_was_answered(visitor, asked, answer, mailbox):
    page = opened(visitor, mailbox)
    data = by_mail(answer)
    visitor.post(page, data)
    again = Client().get(letter_to(mailbox)[0], follow=True).content.decode()
    assert "回答は済んでいます" in again
    assert f'href="{answer.inquiry.get_absolute_url()}"' in again  # and on it goes
    assert visitor.post(page, data).url == page  # the same press again
    other = visitor.post(page, by_mail(answer, q1="別の回答"))
    assert other.status_code == 400
    assert "今回の操作は記録していません" in other.content.decode()
    assert answer.steps.filter(kind="answered").count() == 1
    visitor.post("/members/proof/resend/", {"number": letter_to(mailbox)[1], "email": mailbox})
    assert not OutgoingMail.objects.filter(subject__contains="再送").exists()


def test_nothing_exists_here(visitor, asked, answer, mailbox):
    page = opened(visitor, mailbox)
    assert visitor.post(page, none_by_mail(answer, **{"none-answered_name": ""})).status_code == 400
    assert visitor.post(page, none_by_mail(answer)).url == page
    answer.refresh_from_db()
    assert (answer.state, answer.remark, answer.answered_by_name) == ("none", "制度がありません。", NAME)


def test_a_bad_form_keeps_what_was_typed(visitor, asked, answer, mailbox):
    page = opened(visitor, mailbox)
    response = visitor.post(page, by_mail(answer, q3="", q2="abc", remark="補足です。", answered_name=""))
    text = response.content.decode()
    assert response.status_code == 400
    assert "補足です。" in text
    assert "氏名を入力してください" in text
    for bad in ({}, {"answer": "1"}, {"none": "1"}, by_mail(answer, q3="ほか"), by_mail(answer, q1="\x00")):
        assert visitor.post(page, bad).status_code == 400
    answer.refresh_from_db()
    assert answer.is_owed


def test_a_draft_is_kept_inside_and_goes_on_from_the_same_link(
    visitor, asked, answer, mailbox, browser, officer, ward_officer
):
    page = opened(visitor, mailbox)
    assert visitor.post(page, by_mail(answer, q1="", q3=None, save_draft="1", remark="途中")).url == page
    answer.refresh_from_db()
    assert (answer.state, answer.drafted_by, answer.saver) == ("read", None, NAME)
    text = visitor.get(page).content.decode()
    assert "途中" in text
    assert f"{NAME}さんが保存した下書き" in text
    assert "途中" in browser(officer).get(asked.get_absolute_url()).content.decode()
    assert (
        "途中"
        not in browser(ward_officer).get(f"/inquiries/{asked.pk}/answers/{answer.pk}/").content.decode()
    )
    visitor.post(page, by_mail(answer, save_draft="1", remark="途中2"))
    assert answer.steps.filter(kind="drafted").count() == 1
    answer.refresh_from_db()
    assert visitor.post(page, by_mail(answer)).url == page
    answer.refresh_from_db()
    assert answer.state == "answered"


def test_a_colleagues_save_is_not_written_over(visitor, asked, answer, mailbox, browser, officer):
    page = opened(visitor, mailbox)
    browser(officer).post(f"/inquiries/{asked.pk}/answer/", typed(answer, save_draft="1", q1="同僚の文"))
    response = visitor.post(page, by_mail(answer, q1="私の文"))
    text = response.content.decode()
    assert response.status_code == 409
    assert "堺 花子さんが先に保存しました" in text
    assert "同僚の文" in text
    assert "私の文" in text


# --- the representative's word


def test_the_mailbox_only_proposes_where_a_representative_answers(
    visitor, confirmed, officer, mailbox, browser
):
    page = opened(visitor, mailed(confirmed) and mailbox)
    answer = confirmed.answers.get()
    text = visitor.get(page).content.decode()
    assert "堺 花子さん" in text
    assert "回答を提出する" not in text
    assert visitor.post(page, by_mail(answer)).status_code == 403
    assert visitor.post(page, by_mail(answer, answer=None, propose="1")).url == page
    answer.refresh_from_db()
    assert (answer.is_owed, answer.proposed_by, answer.proposed_by_name) == (True, None, NAME)
    assert told("answer_proposed") == {officer.email}
    assert "代表担当者の確認を求めました" in visitor.get(page).content.decode()
    assert NAME in browser(officer).get(confirmed.get_absolute_url()).content.decode()
    browser(officer).post(
        f"/inquiries/{confirmed.pk}/answer/return/", {"return-note": "数を直してください。"}
    )
    assert told("answer_returned") == {mailbox}
    page = opened(visitor, mailbox, "answer_returned")
    assert "数を直してください。" in visitor.get(page).content.decode()
    answer.refresh_from_db()
    assert visitor.post(page, none_by_mail(answer, answer=None, propose="1")).url == page
    answer.refresh_from_db()
    assert answer.proposed_by_name == NAME


def test_where_nobody_can_confirm_the_page_says_so(visitor, confirmed, officer, colleague, mailbox):
    User.objects.filter(pk=officer.pk).update(role=User.Role.OFFICER)
    page = opened(visitor, mailed(confirmed) and mailbox)
    assert "確認できる代表担当者がいません" in visitor.get(page).content.decode()
    response = visitor.post(page, by_mail(confirmed.answers.get(), answer=None, propose="1"))
    assert response.status_code == 400
    assert "確認できる代表担当者がいません" in response.content.decode()


def test_who_writes_is_named_and_the_reminder_goes_to_their_mailbox(
    visitor, asked, answer, sakai, mailbox, officer, colleague
):
    second = Section.objects.create(organization=sakai, name="広報課", mailbox="koho@sakai.example")
    delegate_answer(answer=answer, by=officer, assignee=colleague)
    page = opened(visitor, mailbox)
    assert "堺 次郎さんが回答の担当になっています" in visitor.get(page).content.decode()
    due = japanese_calendar.add_working_days(asked.answer_due, -5)
    with time_machine.travel(f"{due:%Y-%m-%d}T10:00:00+09:00", tick=False):
        assert by_clock(remind_organizations) == 1
    reminded = OutgoingMail.objects.filter(purpose="inquiries.inquiry_reminded")
    assert set(reminded.values_list("to", flat=True)) == {mailbox, colleague.email}
    assert visitor.get(page).url == "/members/proof/"  # the newer mail replaced it
    assert not reminded.filter(to=second.mailbox).exists()


# --- what happens meanwhile


def test_late_answers_are_taken(visitor, asked, answer, mailbox):
    page = opened(visitor, mailbox)
    Inquiry.objects.filter(pk=asked.pk).update(
        answer_due=japanese_calendar.today() - datetime.timedelta(days=3)
    )
    assert "回答期限を過ぎています" in visitor.get(page).content.decode()
    assert visitor.post(page, by_mail(answer)).url == page
    answer.refresh_from_db()
    assert answer.state == "answered"
    assert "訂正するときは、照会元" in visitor.get(page).content.decode()


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        ("closed", "受付を終えました"),
        ("withdrawn", "中止です"),
        ("moved", "共通アドレスが変わった"),
        ("new", "変わったばかり"),
        ("dissolved", "いまは登録されていません"),
    ],
)
def test_plain_words_where_the_mail_leads_nowhere(
    visitor, asked, answer, mailbox, ward_officer, officer, happens, words
):
    page = opened(visitor, mailbox)
    section = Section.objects.filter(pk=officer.section_id)
    if happens == "closed":
        close(item=asked, by=ward_officer, although_silent=True)
    elif happens == "withdrawn":
        withdraw(item=asked, by=ward_officer, reason="中止です")
    elif happens == "moved":
        section.update(mailbox="new@sakai.example")
    elif happens == "new":
        section.update(mailbox_before="old@sakai.example", mailbox_changed_at=timezone.now())
    else:
        section.update(closed_at=timezone.now(), closed_by=officer)
    for response in (visitor.get(page), visitor.post(page, by_mail(answer))):
        assert response.status_code == 400
        assert words in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    answer.refresh_from_db()
    assert answer.is_owed


def test_a_login_answer_uses_the_links_up(visitor, asked, answer, mailbox, browser, officer):
    page = opened(visitor, mailbox)
    browser(officer).post(f"/inquiries/{asked.pk}/answer/", typed(answer))
    assert "堺 花子" in visitor.get(page).content.decode()
    refused = visitor.post(page, by_mail(answer))
    assert "今回の操作は記録していません" in refused.content.decode()


def test_an_expired_mail_is_sent_again_on_wish(asked, mailbox):
    link = letter_to(mailbox)[0]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91), tick=False):
        assert "有効期限が切れています" in Client().get(link, follow=True).content.decode()


def test_the_due_date_moves_and_the_link_stays(visitor, asked, mailbox, ward_officer):
    page = opened(visitor, mailbox)
    due = japanese_calendar.add_working_days(asked.answer_due, 3)
    move_due(inquiry=asked, by=ward_officer, version=asked.version, answer_due=due)
    assert japanese_calendar.wareki(due) in visitor.get(page).content.decode()


def test_too_many_presses_are_stopped(visitor, asked, answer, mailbox):
    page = opened(visitor, mailbox)
    statuses = {visitor.post(page, {"answer": "1"}).status_code for _ in range(31)}
    assert statuses == {400, 429}


# --- rows and words


def test_a_link_is_one_for_each_section(asked, officer):
    link = AnswerLink.objects.get(section=officer.section)
    with pytest.raises(ValidationError, match="既にあります"):
        AnswerLink(answer=link.answer, section=link.section).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerLink.objects.create(answer=link.answer, section=link.section)


def test_the_mails_stay_within_76_columns(confirmed, mailbox, make_inquiry, ward_officer, sakai):
    mailed(confirmed)
    mailed(make_inquiry(ward_officer, [sakai], description="短い説明"))
    client, page = fresh_page(mailbox)
    client.post(page, by_mail(AnswerLink.objects.latest("pk").answer))
    told("answer_given")
    bodies = OutgoingMail.objects.filter(to=mailbox).values_list("body", flat=True)
    assert len(bodies) == 3
    for line in "\n".join(bodies).splitlines():
        wide = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)
        assert wide <= 76 or "http" in line, line
