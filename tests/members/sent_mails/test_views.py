"""送信したメール: what waits, arrived or failed; nothing that only others may read, no code, no key."""

import pytest
from django.core import mail as outbox

from board.drafts.actions import draft_topic
from common.audit_log.queries import entries_of
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from tests.mails import send_mail

pytestmark = pytest.mark.django_db
MAIL = {"subject": "件名", "body": "本文", "purpose": "members.user_invited"}
LIST = "/members/mails/"


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def shown(page) -> list[str]:
    return [mail.to for mail, _, _ in page.context["lines"]]


def test_filtered_by_state_address_and_matter(client):
    states = {"a@city.example": "failed", "b@town.example": "queued", "c@city.example": "skipped"}
    for to, state in states.items():
        OutgoingMail.objects.filter(pk=send_mail(key=to, to=to, **MAIL).pk).update(
            state=state, last_error="相手のサーバーに断られました。" if state != "queued" else ""
        )
    asked = {
        "": ["c@city.example", "b@town.example", "a@city.example"],
        "?state=failed": ["a@city.example"],
        "?to=CITY.example": ["c@city.example", "a@city.example"],
        "?to=city&state=skipped": ["c@city.example"],
        "?purpose=members.user_invited&state=queued": ["b@town.example"],
        "?purpose=x.unknown&state=%00": ["c@city.example", "b@town.example", "a@city.example"],
    }
    assert {query: shown(client.get(LIST + query)) for query in asked} == asked
    assert "相手のサーバーに断られました。" in client.get(LIST + "?state=failed").text
    assert "当てはまるメールはありません" in client.get(LIST + "?to=nobody").text


def test_what_failed_is_sent_again_and_nothing_else(client, secretariat):
    failed = send_mail(key="a", to="a@city.example", **MAIL | {"purpose": "test"})
    OutgoingMail.objects.update(state="failed", tries=10)
    queued = send_mail(key="b", to="b@city.example", **MAIL)
    answer = client.post(LIST + "resend/", {"mail": [failed.pk, queued.pk], "next": LIST}, follow=True)
    assert "1件のメールをもう一度送ります。1件は" in answer.text
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("queued", 0)
    assert [(entry.verb, entry.by) for entry in entries_of(failed)] == [("common.mail_requeued", secretariat)]
    delivery.deliver(failed)
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize("mail", [[], ["x"], ["9" * 30], ["²"]])
def test_what_is_no_mail_is_told(client, mail):
    answer = client.post(LIST + "resend/", {"mail": mail, "next": "https://evil.example/"}, follow=True)
    assert answer.request["PATH_INFO"] == LIST
    assert "メールを選んでください。" in answer.text


def test_no_code_and_no_key_of_a_link(client):
    key = "kq3R_9-xYz0123456789abcdefghij"
    mail = OutgoingMail.objects.create(
        key="veil",
        purpose="members.user_invited",
        to="new@city.example",
        subject="ご案内",
        body=f"受付番号 1234-5678\n確認コード  482 913\nコード 730514\nhttp://x.example/members/proof/{key}/\n\nQX4T-9PLM\n",
    )
    page = client.get(f"{LIST}{mail.pk}/").text
    assert "1234-5678" in page
    for secret in (key, "482 913", "730514", "QX4T-9PLM"):
        assert secret not in page


def test_what_is_said_of_a_draft_of_others_is_not_read(client, officer):
    draft = draft_topic(by=officer, kind="notice", values={"title": "内緒の件", "body": "本文"})
    facts = {"purpose": "board.topic_published", "about_id": draft.pk, "to": "a@city.example"}
    mail = OutgoingMail.objects.create(key="k", subject="内緒の件", body="内緒の本文", **facts)
    for page in (client.get(LIST).text, client.get(f"{LIST}{mail.pk}/").text):
        assert "内緒" not in page
        assert "その団体の担当者だけが読めます" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, number, django_assert_num_queries):
    for index in range(number):
        send_mail(key=f"k{index}", to="a@city.example", **MAIL)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
