"""The confirmation round: begun by hand, mailed, reminded of by hand, closed."""

import datetime
import threading

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common import japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.confirmations.actions import (
    default_due_on,
    mail_confirmation_round,
    request_reminders,
    start_confirmation_round,
)
from members.confirmations.models import ConfirmationEntry, ConfirmationRound
from members.confirmations.tasks import mail_confirmation_round as confirmations_mail_round
from members.confirmations.tasks import remind_confirmation_round
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from members.sections.actions import mark_mailbox_bounced

pytestmark = pytest.mark.django_db
TOKYO = datetime.timezone(datetime.timedelta(hours=9))


def at(year, month, day, hour=10):
    return time_machine.travel(datetime.datetime(year, month, day, hour, tzinfo=TOKYO), tick=False)


def test_who_starts_a_round(browser, officer, stranger, ward_officer, secretariat):
    typed = {"due_on": japanese_calendar.wareki(default_due_on()), "stage": "submit"}
    with pytest.raises(refusals.ActionRefused):
        start_confirmation_round(due_on=default_due_on(), by=officer)
    assert not ConfirmationRound.objects.exists()
    answer = browser(secretariat).post("/members/rounds/start/", typed)
    assert answer.url == ConfirmationRound.objects.get().get_absolute_url()
    assert ConfirmationEntry.objects.count() == 3  # not the secretariat's own
    assert ProcrastinateJob.objects.filter(task_name="members.mail_confirmation_round").count() == 1
    assert AuditEntry.objects.get(verb="members.confirmation_round_started").facts["sections"] == 3


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        ("", "回答期限を入力してください。"),
        ("きのう", "日付として読み取れません"),
        ("令和8年4月1日", "明日から90日以内"),
        ("令和9年4月1日", "明日から90日以内"),
        ("令和8年12月19日", "令和8年12月21日(月)"),
    ],
)
def test_a_bad_day_to_answer_by(browser, secretariat, officer, due_on, sentence):
    with at(2026, 11, 24):
        answer = browser(secretariat).post("/members/rounds/start/", {"due_on": due_on})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not ConfirmationRound.objects.exists()


def test_a_double_click_starts_one_round_and_leads_to_it(browser, secretariat, officer):
    client = browser(secretariat)
    typed = {
        "due_on": japanese_calendar.wareki(default_due_on()),
        "idempotency_key": "6f7c6c1e-0b5e-4a2c-9a55-0123456789ab",
        "stage": "submit",
    }
    first, second = (client.post("/members/rounds/start/", typed) for _ in range(2))
    assert first.url == second.url
    typed.pop("idempotency_key")
    again = client.post("/members/rounds/start/", typed, follow=True)
    assert again.redirect_chain[0][0] == first.url
    assert "すでに実施中" in again.content.decode()
    assert ConfirmationRound.objects.count() == 1


def test_the_first_press_only_names_who_is_reached_and_who_is_not(
    browser, secretariat, officer, stranger, ward_officer, django_assert_num_queries
):
    client, typed = browser(secretariat), {"due_on": japanese_calendar.wareki(default_due_on())}
    mark_mailbox_bounced(section=stranger.section, by=secretariat)
    for count in (1, 2):  # members that nobody can be mailed at
        for n in range(count):
            name = {"kind": "municipality", "prefecture": "青森県", "name": f"無部署{count}{n}市"}
            Organization.objects.create(**name, joined_on="2020-04-01")
        with django_assert_num_queries(8):
            answer = client.post("/members/rounds/start/", typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in ("<strong>3通</strong>", "釧路市", stranger.section.mailbox, "無部署10市", "無部署21市"):
        assert said in text
    assert officer.section.mailbox not in text
    assert not ConfirmationRound.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="members.mail_confirmation_round").exists()
    assert (
        'value="submit"'
        not in client.post("/members/rounds/start/", typed | {"stage": "edit"}).content.decode()
    )
    client.post("/members/rounds/start/", typed | {"stage": "submit"})
    assert "すでに実施中" in client.post("/members/rounds/start/", typed, follow=True).content.decode()


@pytest.mark.usefixtures("no_cast")
def test_nobody_to_ask_is_refused(browser, secretariat):
    typed = {"due_on": japanese_calendar.wareki(default_due_on())}
    answer = browser(secretariat).post("/members/rounds/start/", typed)
    assert answer.status_code == 400
    assert "担当部署がありません" in answer.content.decode()
    assert not ConfirmationRound.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_start_one_round(secretariat, make_user, secretariat_body, officer):
    other = make_user("second@city.example", secretariat_body, "事務 六郎")
    outcomes = []

    def press(by):
        try:
            start_confirmation_round(due_on=default_due_on(), by=by)
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[by]) for by in (secretariat, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert any("すでに実施中" in outcome for outcome in outcomes)
    assert ConfirmationRound.objects.count() == 1


def test_each_open_section_of_a_member_gets_one_mail_with_its_record(
    confirmation_round, entry, sakai, officer, mail_of
):
    mail, path, code = mail_of(entry)
    assert mail.to == sakai.sections.get().mailbox
    assert "大阪府堺市" in mail.subject
    for part in (
        "企画課",
        "03-0000-0000",
        "堺 花子、堺 次郎",
        japanese_calendar.wareki(confirmation_round.due_on),
        "変更はありません",
    ):
        assert part in mail.body
    assert MailToken.objects.get(subject_confirmation_entry=entry).number_shown in mail.body
    assert mail.body.count("http") == 2  # the link, and where the code is typed
    assert path
    assert code
    assert "釧路" not in mail.body


@pytest.mark.usefixtures("no_cast")
def test_sections_that_share_a_mailbox_get_one_mail_each_and_closed_ones_none(sakai, officer, start_round):
    shared = sakai.sections.get().mailbox
    sakai.sections.create(name="観光課", mailbox=shared)
    sakai.sections.create(name="旧課", mailbox=shared, closed_at=timezone.now(), closed_by=officer)
    start_round()
    mails = OutgoingMail.objects.filter(purpose="members.confirmation_asked")
    assert sorted(mails.values_list("to", flat=True)) == [shared, shared]
    assert {
        part for mail in mails for part in ("企画課", "観光課", "旧課") if f"部署      {part}" in mail.body
    } == {
        "企画課",
        "観光課",
    }


def test_mailing_again_mails_nobody_twice_and_stores_no_code(confirmation_round):
    before = OutgoingMail.objects.count()
    assert confirmations_mail_round(confirmation_round.pk) == 0
    assert OutgoingMail.objects.count() == before
    for mail_token in MailToken.objects.filter(purpose="confirmation"):
        mail = OutgoingMail.objects.get(about_id=mail_token.pk)
        assert not [part for part in (mail_token.token_hash, mail_token.code_hash) if part in mail.body]


@pytest.mark.parametrize("count", [1, 3])
def test_mailing_costs_the_same_for_one_and_three_sections(
    make_organization, secretariat, count, django_assert_num_queries
):
    for n in range(count):
        make_organization(f"見本{n}市", prefecture="青森県")
    confirmation_round = start_confirmation_round(due_on=default_due_on(), by=secretariat)
    ContentType.objects.get_for_model(ConfirmationEntry)  # asked once in a process, by whoever is first
    with django_assert_num_queries(MAIL_QUERIES):
        mail_confirmation_round(confirmation_round=confirmation_round)


MAIL_QUERIES = 22


@pytest.mark.usefixtures("no_cast")
def test_reminding_by_hand(browser, officer, stranger, secretariat, start_round):
    with at(2027, 3, 25):
        confirmation_round = start_round(datetime.date(2027, 4, 22))
        path = f"/members/rounds/{confirmation_round.pk}/remind/"
        with pytest.raises(refusals.ActionRefused, match="明日から"):
            request_reminders(confirmation_round=confirmation_round, by=secretariat)
    with at(2027, 3, 27):  # a Saturday
        assert browser(secretariat).post(path).status_code == 302
        assert not ProcrastinateJob.objects.filter(task_name="members.remind_confirmation_round").exists()
    with at(2027, 3, 29):
        assert browser(secretariat).post(path).url == confirmation_round.get_absolute_url()
        assert ProcrastinateJob.objects.filter(task_name="members.remind_confirmation_round").count() == 1
        assert remind_confirmation_round(confirmation_round.pk) == 2
        assert remind_confirmation_round(confirmation_round.pk) == 0


def test_closing(visitor, browser, secretariat, confirmation_round, entry, mail_of):
    path = f"/members/rounds/{confirmation_round.pk}/close/"
    _, link, _ = mail_of(entry)
    assert browser(secretariat).post(path).url == confirmation_round.get_absolute_url()
    assert ConfirmationRound.objects.get().closed_by == secretariat
    again = browser(secretariat).post(path, follow=True)
    assert "すでに終了しています" in again.content.decode()
    answer = visitor.post(link, {"answer": "unchanged"})
    assert answer.status_code == 400
    assert "終了しました" in answer.content.decode()
    entry.refresh_from_db()
    assert not entry.is_answered


@pytest.mark.parametrize(
    "change",
    [
        {"state": "unchanged"},
        {"answered_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
        {"answered_name": "堺"},
    ],
)
def test_half_answers_are_refused_by_the_database(entry, change):
    with pytest.raises(IntegrityError, match="confirmation_entry_answered_whole"), transaction.atomic():
        ConfirmationEntry.objects.filter(pk=entry.pk).update(**change)


def test_other_rows_the_database_refuses(confirmation_round, entry, secretariat, sakai):
    with pytest.raises(IntegrityError, match="confirmation_entry_once_per_section"), transaction.atomic():
        ConfirmationEntry.objects.create(round=confirmation_round, section=entry.section)
    with pytest.raises(IntegrityError, match="confirmation_round_one_open"), transaction.atomic():
        ConfirmationRound.objects.create(due_on=confirmation_round.due_on)
    with pytest.raises(IntegrityError, match="confirmation_round_closed_with_time"), transaction.atomic():
        ConfirmationRound.objects.filter(pk=confirmation_round.pk).update(closed_by=secretariat)
    with pytest.raises(IntegrityError, match="confirmation_by_person_or_entry"), transaction.atomic():
        sakai.confirmations.create()
