"""Asking an application back (差戻し) and the applicant's correction."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common import clock, japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.application_queue.actions import approve_application
from members.application_returns.actions import return_application
from members.application_returns.models import ApplicationReturn
from members.application_returns.tasks import (
    remind_returned_application,
)
from members.applications.actions import decline_application, submit_application, verify_application
from members.applications.models import Application
from members.applications.targets import Target
from members.mail_tokens.models import MailToken
from members.users.models import User
from tests.members.conftest import REMARK
from tests.worker import by_clock

pytestmark = pytest.mark.django_db


def url(application, verb=""):
    return f"/members/applications/{application.pk}/{verb}"


def test_asking_back_needs_a_remark_that_goes_into_the_mail(browser, secretariat, waiting):
    client = browser(secretariat)
    assert client.post(url(waiting, "return/"), {"remark": " "}).status_code == 400
    assert client.post(url(waiting, "return/"), {"remark": "x" * 1001}).status_code == 400
    assert client.post(url(waiting, "return/"), {"remark": REMARK}).url == url(waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.returned_by) == ("returned", secretariat)
    mail = OutgoingMail.objects.get(purpose="members.application_returned")
    assert (mail.to, REMARK in mail.body, mail.body.count("http")) == (waiting.email, True, 2)
    page = client.get(url(waiting)).content.decode()
    assert REMARK in page
    assert "修正を待っています" in page
    assert 'value="承認' not in page
    assert AuditEntry.objects.filter(verb="members.application_returned", by=secretariat).exists()
    assert "差戻し中" in client.get("/members/applications/?state=returned").content.decode()


def test_a_returned_one_is_not_approved_but_may_be_declined(
    browser, secretariat, returned, last_mail, visitor
):
    client = browser(secretariat)
    page = client.post(url(returned, "approve/"), follow=True).content.decode()
    assert "修正が届いてから審査してください" in page
    page = client.post(url(returned, "return/"), {"remark": "もう一度"}, follow=True).content.decode()
    assert "修正が届いてから審査してください" in page
    assert ApplicationReturn.objects.count() == 1
    client.post(url(returned, "decline/"), {"reason": "修正が届かないため"})
    returned.refresh_from_db()
    assert (returned.state, returned.returned_at) == ("declined", None)
    answer = visitor.post(last_mail("application_returned")[1])
    assert answer.status_code == 400
    assert "審査が終わっています" in answer.content.decode()


def test_a_body_that_was_asked_back_is_taken(visitor, returned, hakodate, fields, typed, last_mail):
    assert "受け付け済み" in visitor.get("/members/apply/form/?code=012025").content.decode()
    submit_application(target=Target(hakodate), fields={**fields, "email": "other@city.example"})
    assert visitor.post(last_mail("application_submitted")[1]).status_code == 400


def test_only_an_own_application_is_asked_back(secretariat, officer, sakai, fields):
    target = Target(sakai.local_government, sakai, joining=True)
    named = {**fields, "prefecture": "大阪府", "name": "堺市", "email": "more@city.sakai.example"}
    submit_application(target=target, fields=named)
    joining = Application.objects.get()
    verify_application(mail_token=MailToken.objects.get(subject_application=joining))
    with pytest.raises(refusals.ActionRefused, match="この操作はできません"):
        return_application(application=joining, by=secretariat, remark=REMARK)
    with pytest.raises(refusals.ActionRefused):
        return_application(application=joining, by=officer, remark=REMARK)


def test_a_reminder_that_was_missed_waits_for_office_hours():
    """The working day after a standstill begins at midnight."""
    schedule = clock.clock_job("members.remind_returned_application").schedule
    monday = datetime.datetime(2026, 12, 7, tzinfo=timezone.get_default_timezone())
    hours = [hour for hour in range(24) if schedule.may_run(monday.replace(hour=hour, minute=30))]
    assert hours == list(range(9, 18))


def test_the_silent_are_reminded_once_on_a_working_day_and_shown(browser, secretariat, returned, last_mail):
    day = japanese_calendar.add_working_days(japanese_calendar.today(), 10)
    assert by_clock(remind_returned_application, day=day - datetime.timedelta(days=1)) == 0
    assert by_clock(remind_returned_application, day=day) == 1
    assert by_clock(remind_returned_application, day=day) == 0
    mail, path, _ = last_mail("application_return_reminded")
    assert (mail.to, REMARK in mail.body, bool(path)) == (returned.email, True, True)
    saturday = next(
        day + datetime.timedelta(n)
        for n in range(1, 9)
        if not japanese_calendar.is_working_day(day + datetime.timedelta(n))
    )
    ApplicationReturn.objects.update(reminded_at=None)
    assert by_clock(remind_returned_application, day=saturday) == 0
    client = browser(secretariat)
    silent = "/members/applications/?state=returned&silent=1"
    assert returned.full_name not in client.get(silent).content.decode()
    Application.objects.update(returned_at=timezone.now() - datetime.timedelta(days=30))
    page = client.get(silent).content.decode()
    assert returned.full_name in page
    assert "30日以上 返答なし" in page
    assert "30日以上、修正が届いていません" in client.get(url(returned)).content.decode()


def test_the_secretariat_sends_the_mail_again(browser, secretariat, returned, unverified):
    client = browser(secretariat)
    assert "送り直しました" in client.post(url(returned, "resend/"), follow=True).content.decode()
    assert OutgoingMail.objects.filter(purpose="members.application_returned").count() == 2
    decline_application(application=returned, by=secretariat, reason="終わり")
    page = client.post(url(returned, "resend/"), follow=True).content.decode()
    assert "メールを待っていません" in page


def test_the_admin_asks_back_and_sends_again(browser, secretariat, waiting):
    client = browser(secretariat)

    def act(action, **more):
        typed = {"action": action, "_selected_action": [waiting.pk], **more}
        return client.post("/admin/members/application/", typed, follow=True).content.decode()

    assert "指摘を入力してから" in act("ask_back", reason=" ")
    assert "申請を差し戻しました" in act("ask_back", reason=REMARK)
    assert "案内を送り直しました" in act("resend")
    assert "修正が届いてから" in act("approve")
    waiting.refresh_from_db()
    assert waiting.is_returned


def test_the_queue_filters_and_walks(browser, secretariat, make_waiting, returned):
    make_waiting(3)
    client = browser(secretariat)
    assert "見本町村会" not in client.get("/members/applications/?kind=account").content.decode()
    for nonsense in ("?state=x&kind=y", "?silent=1", "?state=%00", "?page=99999999999"):
        assert client.get(f"/members/applications/{nonsense}").status_code == 200
    first, second, third = Application.objects.waiting()
    page = client.get(url(second)).content.decode()
    assert f'rel="prev" href="{url(first)}"' in page
    assert f'rel="next" href="{url(third)}"' in page
    assert "2件目 / 3件" in page


@pytest.mark.parametrize("verb", ["", "print/"])
def test_detail_and_print_cost_the_same_for_one_and_three(
    browser, secretariat, waiting, make_waiting, make_user, sakai, django_assert_max_num_queries, verb
):
    client, name = browser(secretariat), waiting.applicant_name

    def queries():
        client.get(url(waiting, verb))
        with django_assert_max_num_queries(12) as counted:
            assert client.get(url(waiting, verb)).status_code == 200
        return len(counted)

    make_user("one@city.example", sakai, name)
    one = queries()
    make_user("two@city.example", sakai, name)
    make_user("three@city.example", sakai, name)
    make_waiting(3)
    assert queries() == one


@pytest.mark.django_db(transaction=True)
def test_asked_back_and_approved_at_once_one_wins(secretariat, make_user, secretariat_body, waiting):
    other, outcomes = make_user("second@city.example", secretariat_body, "事務 六郎"), []

    def press(action, **more):
        try:
            action(application=Application.objects.get(pk=waiting.pk), **more)
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=[approve_application], kwargs={"by": secretariat}),
        threading.Thread(target=press, args=[return_application], kwargs={"by": other, "remark": REMARK}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1, outcomes
    waiting.refresh_from_db()
    assert waiting.returns.exists() == waiting.is_returned
    assert User.objects.filter(email=waiting.email).exists() == (waiting.state == "approved")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "returned"},
        {"returned_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
    ],
)
def test_half_returns_are_refused_by_the_database(waiting, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=waiting.pk).update(**change)


@pytest.mark.parametrize("change", [{"remark": ""}, {"changes": {"a": ["b", "c"]}}])
def test_half_rounds_are_refused_by_the_database(returned, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationReturn.objects.update(**change)


def test_one_open_round_an_application(returned, secretariat):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationReturn.objects.create(application=returned, remark="二つ目", returned_by=secretariat)
