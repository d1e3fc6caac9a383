import datetime
import re
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from common import refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.application_queue.actions import approve_application
from members.applications.actions import decline_application, submit_application
from members.applications.models import Application
from members.applications.targets import Target
from members.organizations.mail_domains import check_mail_domain, registrable_part
from members.organizations.models import Organization
from members.users.models import User

pytestmark = pytest.mark.django_db


def url(application, verb=""):
    return f"/members/applications/{application.pk}/{verb}"


def test_the_list_costs_the_same_for_one_and_three(
    browser, secretariat, make_waiting, django_assert_num_queries
):
    client = browser(secretariat)
    make_waiting(1)
    client.get("/members/applications/")
    with django_assert_num_queries(5):
        client.get("/members/applications/")
    make_waiting(2)
    with django_assert_num_queries(5):
        page = client.get("/members/applications/").content.decode()
    assert page.count("見本町村会") == 3
    assert page.count("新着") == 3


def test_the_detail_page_shows_the_facts(browser, secretariat, waiting):
    page = browser(secretariat).get(url(waiting)).content.decode()
    assert "公式サイトと一致" in page
    assert "会員ではありません" in page
    assert "メールアドレスを確認" in page


def test_how_an_application_stands_comes_first_and_who_decided_it_last(
    browser, secretariat, waiting, time_machine
):
    client = browser(secretariat)
    assert "今日の受付、審査を待っています" in client.get(url(waiting)).text
    monday = waiting.verified_at + datetime.timedelta(days=7 - waiting.verified_at.weekday())
    time_machine.move_to(monday + datetime.timedelta(days=7), tick=False)
    page = browser(secretariat).get(url(waiting)).text
    places = [page.index(words) for words in ("開庁日、審査を待っています", "確認すること", "申請の内容")]
    assert places == sorted(places)
    assert re.search(r"受付から\d+開庁日、審査", page)
    approve_application(application=waiting, by=secretariat)
    assert "事務 五子さんが「承認」にしました" in browser(secretariat).get(url(waiting)).text


def test_a_page_of_an_account_application_names_the_officers(browser, secretariat, officer, sakai, fields):
    target = Target(sakai.local_government, sakai, joining=True)
    fields = {**fields, "prefecture": "大阪府", "name": "堺市", "email": "someone@gmail.com"}
    submit_application(target=target, fields=fields)
    page = browser(secretariat).get(url(Application.objects.get())).content.decode()
    assert "すでに会員" in page
    assert officer.email in page
    assert "フリーメール" in page


def test_approval_makes_member_section_and_account_and_invites(browser, secretariat, waiting):
    answer = browser(secretariat).post(url(waiting, "approve/"))
    assert answer.url == url(waiting)
    organization = Organization.objects.get(local_government__code="012025")
    assert organization.is_member
    assert (organization.kind, organization.full_name) == ("municipality", "北海道函館市")
    user = User.objects.get(email=waiting.email)
    assert user.is_member
    assert not user.has_usable_password()
    assert user.section.telephone == "0138-21-0000"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by, waiting.user) == ("approved", secretariat, user)
    assert AuditEntry.objects.filter(verb="members.application_approved", by=secretariat).exists()
    invitation = OutgoingMail.objects.get(purpose="members.user_invited")
    assert invitation.to == user.email
    assert invitation.body.count("http") == 2  # the link, and the page where its number and code are typed


def test_approving_twice_tells_who_was_first(browser, make_user, secretariat_body, secretariat, waiting):
    browser(secretariat).post(url(waiting, "approve/"))
    other = browser(make_user("second@city.example", secretariat_body, "事務 六郎"))
    page = other.post(url(waiting, "decline/"), {"reason": "重複"}, follow=True).content.decode()
    assert "事務 五子さんが先に「承認」にしました" in page
    waiting.refresh_from_db()
    assert waiting.state == "approved"


def test_declining_needs_a_reason_that_goes_into_the_mail(browser, secretariat, waiting):
    client = browser(secretariat)
    empty = client.post(url(waiting, "decline/"), {"reason": " "})
    assert empty.status_code == 400
    client.post(url(waiting, "decline/"), {"reason": "市の代表担当者アドレスで申請してください。"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("declined", secretariat)
    assert (
        "市の代表担当者アドレスで申請してください。"
        in OutgoingMail.objects.get(purpose="members.application_declined").body
    )
    assert not User.objects.filter(email=waiting.email).exists()


def test_an_unverified_application_cannot_be_approved(browser, secretariat, unverified):
    page = browser(secretariat).post(url(unverified, "approve/"), follow=True).content.decode()
    assert "まだメールアドレスの確認が済んでいません" in page
    assert not Organization.objects.filter(local_government__code="012025").exists()


def test_an_address_taken_in_the_meantime_is_refused(browser, secretariat, waiting, make_user, sakai):
    make_user(waiting.email, sakai)
    page = browser(secretariat).post(url(waiting, "approve/"), follow=True).content.decode()
    assert "すでに登録されています" in page
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_an_account_in_a_ward_needs_no_date_of_joining(secretariat, wards, fields, last_mail, visitor):
    ward = wards(1)[0]
    target = Target(ward.local_government, ward, joining=True)
    submit_application(target=target, fields={**fields, "prefecture": "東京都", "name": ward.name})
    visitor.post(last_mail("application_submitted")[1])
    approve_application(application=Application.objects.get(), by=secretariat)
    ward.refresh_from_db()
    assert ward.joined_on is None
    assert User.objects.get(section__organization=ward).is_special_ward


def test_a_body_that_left_comes_back(secretariat, waiting, hakodate):
    Organization.objects.create(
        kind="municipality",
        local_government=hakodate,
        prefecture="北海道",
        name="函館市",
        joined_on=datetime.date(2015, 4, 1),
        withdrawn_on=datetime.date(2020, 3, 31),
    )
    approve_application(application=waiting, by=secretariat)
    assert Organization.objects.get(local_government=hakodate).is_member


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_wins(secretariat, make_user, secretariat_body, waiting):
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
        threading.Thread(
            target=press, args=[decline_application], kwargs={"by": other, "reason": "重複です"}
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waiting.refresh_from_db()
    assert outcomes.count("done") == 1
    loser = next(outcome for outcome in outcomes if outcome != "done")
    assert f"{waiting.decided_by.name}さんが先に" in loser
    assert User.objects.filter(email=waiting.email).exists() == (waiting.state == "approved")


@pytest.mark.parametrize(
    ("email", "website", "verdict"),
    [
        ("a@city.sakai.lg.jp", "https://www.city.sakai.lg.jp/", "一致"),
        ("a@ml.city.sakai.lg.jp", "https://www.city.sakai.lg.jp/", "一致"),
        ("a@town.kushiro.lg.jp", "http://www.city.kushiro.lg.jp/", "不一致"),
        ("a@city.hakodate.hokkaido.jp", "https://www.city.hakodate.hokkaido.jp/", "一致"),
        ("a@other.hokkaido.jp", "https://www.city.hakodate.hokkaido.jp/", "不一致"),
        ("a@gmail.com", "https://www.city.sakai.lg.jp/", "不一致"),
        ("a@city.sakai.lg.jp", "", "公式サイト不明"),
    ],
)
def test_mail_domain_against_web_site(email, website, verdict):
    assert check_mail_domain(email, website).verdict == verdict


def test_free_mail_is_flagged():
    assert check_mail_domain("a@yahoo.co.jp", "").is_free
    assert not check_mail_domain("a@city.sakai.lg.jp", "").is_free
    assert registrable_part("mail.body.or.jp") == "body.or.jp"


@pytest.mark.parametrize(
    "change",
    [
        {"state": "approved"},
        {"state": "unverified"},
        {"state": "declined", "decided_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
        {"reason": "理由"},
        {"kind": "account"},
    ],
)
def test_half_states_are_refused_by_the_database(waiting, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=waiting.pk).update(**change)


@pytest.mark.parametrize("government", [True, False])
def test_one_open_application_per_body_and_address(waiting, make_waiting, government):
    make_waiting(1)
    first = waiting if government else Application.objects.get(name__startswith="見本町村会")
    for change in ({"email": "another@city.example"}, {"name": "別の団体", "local_government": None}):
        twin = Application.objects.get(pk=first.pk)
        twin.pk, twin.number = None, "12345678"
        vars(twin).update(change)
        if "local_government" in change:
            twin.local_government = None
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()
