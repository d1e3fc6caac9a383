"""The confirmation page and sending: whom it reaches, what is missing, once only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import japanese_calendar
from common.outbox.models import OutgoingMail
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from members.organizations.models import Organization
from tests.inquiries.asking import url
from tests.threads import in_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(make_inquiry_draft, ward_officer, sakai, kushiro):
    return make_inquiry_draft(ward_officer, [sakai, kushiro])


def test_inquiry_is_sent_once_and_says_to_how_many(browser, ward_officer, draft):
    client = browser(ward_officer)
    assert "2団体に照会する" in client.get(url(draft, "confirm")).content.decode()
    first = client.post(url(draft, "send"), {"version": "1"}, follow=True)
    assert "2団体に照会しました。" in first.content.decode()
    second = client.post(url(draft, "send"), {"version": "1"}, follow=True)
    assert second.redirect_chain == [(url(draft), 302)]
    assert "照会しました。" not in second.content.decode()
    assert InquiryAnswer.objects.count() == 2
    assert draft.steps.filter(kind="sent").count() == 1
    assert client.get(url(draft, "confirm")).url == url(draft)
    assert client.get(url(draft, "edit")).url == url(draft)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"title": ""}, "件名"),
        ({"answer_due": None}, "回答期限"),
        ({"answer_due": japanese_calendar.today()}, "回答期限"),
        ({"chosen": []}, "選ぶ団体"),
        ({"reach": "prefectures", "prefectures": ["沖縄県"]}, "照会先"),
        ({"questions": []}, "質問"),
    ],
)
def test_inquiry_that_is_not_whole_says_what_is_missing(
    browser, make_inquiry_draft, ward_officer, sakai, values, named
):
    draft = make_inquiry_draft(ward_officer, values.pop("chosen", [sakai]), **values)
    client = browser(ward_officer)
    page = client.get(url(draft, "confirm")).content.decode()
    assert "直すところが1件" in page
    assert f">{named}</a>" in page
    assert "団体に照会する</button>" not in page
    assert client.post(url(draft, "send"), {"version": "1"}).url == url(draft, "confirm")
    assert Inquiry.objects.get().is_draft


@pytest.mark.parametrize("version", ["", "2", "x", "99999999999999999999"])
def test_inquiry_saved_meanwhile_is_shown_again(browser, ward_officer, draft, version):
    response = browser(ward_officer).post(url(draft, "send"), {"version": version}, follow=True)
    assert "この下書きを保存しました。いまの内容を確かめて" in response.content.decode()
    assert Inquiry.objects.get().is_draft


def test_inquiry_reaches_whom_it_names(
    browser, make_inquiry_draft, ward_officer, koto, minato, sakai, kushiro, secretariat_body
):
    reached = {}
    for reach in Inquiry.Reach.values:
        draft = make_inquiry_draft(
            ward_officer, [sakai, koto, secretariat_body], reach=reach, prefectures=["北海道"]
        )
        browser(ward_officer).post(url(draft, "send"), {"version": "1"})
        reached[reach] = {answer.organization for answer in draft.answers.all()}
    assert reached == {
        "members": {minato, sakai, kushiro},
        "wards": {minato},
        "prefectures": {kushiro},
        "chosen": {sakai, secretariat_body},
    }


@pytest.mark.usefixtures("no_cast")
def test_hundreds_of_addressees_cost_no_more_queries(browser, make_inquiry_draft, ward_officer):
    client, counts = browser(ward_officer), []
    for number in (40, 400):
        Organization.objects.bulk_create(
            Organization(
                kind="municipality", prefecture="北海道", name=f"{number}の{n}町", joined_on="2020-04-01"
            )
            for n in range(number)
        )
        draft = make_inquiry_draft(ward_officer, reach="members")
        with CaptureQueriesContext(connection) as shown:
            page = client.get(url(draft, "confirm")).content.decode()
        with CaptureQueriesContext(connection) as sent:
            client.post(url(draft, "send"), {"version": "1"})
        counts.append((len(shown), len(sent)))
    assert "440団体をすべて見る" in page
    assert "ほか410団体" in page
    assert draft.answers.count() == 440
    assert counts[0] == counts[1]
    assert counts[0][0] <= 12
    assert not OutgoingMail.objects.exists()  # that is the worker's


@pytest.mark.django_db(transaction=True)
def test_of_two_senders_at_once_one_asks(browser, ward_officer, draft):
    client = [browser(ward_officer), browser(ward_officer)]
    send = [lambda c=c: c.post(url(draft, "send"), {"version": "1"}).url for c in client]
    assert in_threads(*send) == [url(draft)] * 2
    assert InquiryAnswer.objects.count() == 2
    assert draft.steps.count() == 1
