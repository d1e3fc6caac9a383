"""The copies leave: many wards at once, once; what is refused and told."""

import threading

import pytest
from django.db import connection

from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.actions import Parcel, dispatch_copies
from pamphlets.deliveries.models import Delivery
from tests.pamphlets.deliveries.deliveries import REASON, days_ago, receipt, typed, url
from tests.worker import write_mails


def test_many_wards_leave_at_once_and_are_told_once(
    browser, officer, ward_officer, taken, own, minato, answer_of
):
    client, other = browser(officer), answer_of(taken, minato)
    assert client.post(url(taken), typed(own, other)).status_code == 302
    assert client.post(url(taken), typed(own, other)).status_code == 302  # a double click
    delivery = Delivery.objects.get(answer=own)
    assert (delivery.boxes, delivery.slip_number, delivery.carrier) == (2, "0012", "見本運輸")
    entries = [entry for entry in entries_of(taken) if entry.verb == "pamphlets.copies_dispatched"]
    assert len(entries) == 2
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="pamphlets.delivery_dispatched")
    assert mails.count() == 4
    assert "伝票番号: 0012" in mails.get(to=ward_officer.email).body
    page = browser(ward_officer).get(taken.get_absolute_url()).content.decode()
    assert "発送済" in page
    assert "受領を記録する" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"dispatched_on": "2099-01-01"}, "まだ来ていない日です"),
        ({"dispatched_on": "2020-02-29"}, "発送日は、回答日以後にしてください"),
        ({"dispatched_on": "2021-02-29"}, "という日付はありません"),
        ({"boxes": "-1"}, "1以上"),
        ({"boxes": "二箱"}, "数字で入力してください"),
        ({"chosen": ""}, "発送した区なら、ここに印を付けてください"),
        ({"slip_number": "1\x00"}, "取り除いて入力し直してください"),
        ({"carrier": "あ" * 100_000}, "60文字以内"),
    ],
)
def test_a_bad_dispatch_stays_as_typed(browser, officer, taken, own, changed, sentence):
    rows = {
        f"a{own.pk}-{name}": value
        for name, value in changed.items()
        if name not in ("dispatched_on", "carrier")
    }
    common = {name: value for name, value in changed.items() if name in ("dispatched_on", "carrier")}
    response = browser(officer).post(url(taken), typed(own) | rows | common)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not Delivery.objects.exists()


def test_nothing_chosen_and_wards_that_took_nothing(browser, officer, pamphlet, taken, own, ward_officer):
    response = browser(officer).post(url(taken), typed())
    assert "発送した区に印を付けてください" in response.content.decode()
    WardAnswer.objects.filter(pk=own.pk).update(state="declined", copies=None, remark="棚なし")
    assert browser(officer).post(url(taken), typed(own)).status_code == 400  # their row is no more
    assert browser(ward_officer).post(url(taken, "receive"), receipt()).status_code == 403  # nothing left yet


def test_withdrawn_requests_send_nothing_and_sent_ones_are_not_withdrawn(browser, officer, sent, taken):
    client = browser(officer)
    refused = client.post(url(taken, "withdraw"), {"reason": "中止"})
    assert refused.status_code == 403
    assert "発送した区があるため" in refused.content.decode()
    assert "依頼を取り下げる" not in client.get(taken.get_absolute_url()).content.decode()
    undo = {f"u{sent.answer_id}-{name}": value for name, value in REASON.items()}
    assert (
        client.post(f"/board/pamphlets/{taken.pk}/deliveries/{sent.answer_id}/undo/", undo).status_code == 302
    )
    assert client.post(url(taken, "withdraw"), {"reason": "中止"}).status_code == 302
    assert client.post(url(taken), typed(sent.answer)).status_code == 403


@pytest.mark.parametrize("path", ["", "delivery/"])
def test_pages_cost_the_same_for_one_and_two_wards(
    browser, officer, sent, taken, minato, answer_of, django_assert_num_queries, path
):
    client = browser(officer)
    client.get(taken.get_absolute_url() + path)
    with django_assert_num_queries(7 if path else 13):
        client.get(taken.get_absolute_url() + path)
    other = Parcel(answer_of(taken, minato).pk)
    dispatch_copies(pamphlet=taken, parcels=[other], on=days_ago(3), carrier="", by=officer)
    with django_assert_num_queries(7 if path else 13):
        client.get(taken.get_absolute_url() + path)


@pytest.mark.django_db(transaction=True)
def test_two_dispatch_at_once_and_one_is_told(taken, own, officer, colleague):
    outcomes = []

    def press(by, slip):
        try:
            parcel = Parcel(own.pk, 1, slip)
            outcomes.append(
                dispatch_copies(pamphlet=taken, parcels=[parcel], on=days_ago(3), carrier="", by=by)
            )
        except Exception as refusal:
            outcomes.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in ((officer, "1"), (colleague, "2"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 in outcomes
    assert any("既に" in str(outcome) for outcome in outcomes)
    assert Delivery.objects.count() == 1
