"""The way of the copies: they leave, arrive, are handed out; what is refused, told and taken back."""

import datetime
import io
import re
import threading

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from PIL import Image

from board.actions import delivery as actions
from board.actions import ward_answer as ward_answers
from board.models import Delivery, WardAnswer
from board.tasks_delivery import tell_delivery, tell_delivery_undone
from office import cabinet, calendar, register
from office.models import Mail

REASON = {"step": "dispatched", "reason": "別の区と取り違えました。"}


@pytest.fixture
def taken(pamphlet, ward_officer, minato_officer, koto, minato, answer_of):
    """江東区 takes 300 copies, 港区 200; both answered five days ago."""
    for by, ward, copies in ((ward_officer, koto, 300), (minato_officer, minato, 200)):
        ward_answers.answer_pamphlet(answer=answer_of(pamphlet, ward), state="accepted", copies=copies, by=by)
    WardAnswer.objects.update(answered_at=timezone.now() - datetime.timedelta(days=5))
    pamphlet.refresh_from_db()
    return pamphlet


@pytest.fixture
def own(taken, koto, answer_of):
    return answer_of(taken, koto)


@pytest.fixture
def sent(taken, own, officer):
    actions.dispatch_copies(
        pamphlet=taken,
        parcels=[actions.Parcel(own.pk, 2, "1234")],
        on=days_ago(3),
        carrier="見本運輸",
        by=officer,
    )
    return Delivery.objects.get()


@pytest.fixture
def arrived(sent, own, ward_officer):
    return actions.receive_copies(answer=own, on=days_ago(2), count=290, by=ward_officer)


def days_ago(number):
    return calendar.today() - datetime.timedelta(days=number)


def url(pamphlet, what="delivery"):
    return f"/board/pamphlets/{pamphlet.pk}/{what}/"


def typed(*answers, on=None, **changed):
    data = {"dispatched_on": (on or days_ago(3)).isoformat(), "carrier": "見本運輸"}
    for answer in answers:
        data |= {
            f"a{answer.pk}-chosen": "on",
            f"a{answer.pk}-boxes": "２",
            f"a{answer.pk}-slip_number": "0012",
        }
    return data | changed


def receipt(count="３００", on=None, **more):
    return {"received_on": (on or days_ago(2)).isoformat(), "received_count": count, **more}


def report(handed_out="250", left_over="40", on=None, **more):
    day = (on or days_ago(1)).isoformat()
    return {
        "finished_on": day,
        "handed_out": handed_out,
        "left_over": left_over,
        "remark": "",
        "alt": "",
        **more,
    }


def photo(name="棚.png"):
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), "image/png")


CAST = [
    ("officer", 302), ("colleague", 302), ("reader", 403), ("stranger", 404),
    ("ward_officer", 403), ("ota_officer", 404), ("secretariat", 403),
]  # fmt: skip


@pytest.mark.parametrize(("who", "status"), CAST)
def test_dispatch_cast(browser, request, taken, own, who, status):
    client = browser(request.getfixturevalue(who))
    assert client.get(url(taken)).status_code == (200 if status == 302 else status)
    assert client.post(url(taken), typed(own)).status_code == status
    assert Delivery.objects.count() == (status == 302)


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("stranger", 404), ("ward_officer", 302), ("minato_officer", 403), ("ota_officer", 404),  # noqa: E501
     ("secretariat", 403)],
)  # fmt: skip
def test_receipt_and_report_cast(browser, request, taken, sent, own, ward_officer, who, status):
    client = browser(request.getfixturevalue(who))
    assert client.post(url(taken, "receive"), receipt()).status_code == status
    sent.refresh_from_db()
    assert bool(sent.received_on) == (status == 302)
    if status != 302:
        actions.receive_copies(answer=own, on=days_ago(2), count=300, by=ward_officer)
    assert client.post(url(taken, "finish"), report("250", "50")).status_code == status
    sent.refresh_from_db()
    assert bool(sent.finished_on) == (status == 302)


@pytest.mark.parametrize("what", ["delivery", "receive", "finish"])
def test_a_visitor_is_sent_to_login(visitor, sent, taken, what):
    assert visitor.post(url(taken, what), receipt()).url.startswith("/accounts/login/")
    assert visitor.post(f"/board/pamphlets/{taken.pk}/deliveries/{sent.answer_id}/undo/").status_code == 302
    assert Delivery.objects.get().step == "dispatched"


def test_many_wards_leave_at_once_and_are_told_once(
    browser, officer, ward_officer, taken, own, minato, answer_of
):
    client, other = browser(officer), answer_of(taken, minato)
    assert client.post(url(taken), typed(own, other)).status_code == 302
    assert client.post(url(taken), typed(own, other)).status_code == 302  # a double click
    delivery = Delivery.objects.get(answer=own)
    assert (delivery.boxes, delivery.slip_number, delivery.carrier) == (2, "0012", "見本運輸")
    entries = [entry for entry in register.entries_of(taken) if entry.verb == "board.copies_dispatched"]
    assert len(entries) == 2
    parcels = [[own.pk, entries[0].pk], [other.pk, entries[1].pk]]
    tell_delivery("dispatched", parcels)
    tell_delivery("dispatched", parcels)
    mails = Mail.objects.filter(purpose="board.delivery_dispatched")
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
    assert browser(officer).post(url(taken), typed(own)).status_code == 400  # his row is no more
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


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (receipt("0"), "1以上"),
        (receipt("-5"), "1以上"),
        (receipt("たくさん"), "数字で入力してください"),
        (receipt("3001"), "その10倍を超えています"),
        (receipt(on=days_ago(4)), "受領日は、発送日の"),
        (receipt(on=days_ago(-1)), "まだ来ていない日です"),
    ],
)
def test_a_bad_receipt(browser, ward_officer, taken, sent, data, sentence):
    response = browser(ward_officer).post(url(taken, "receive"), data)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    sent.refresh_from_db()
    assert sent.received_on is None


def test_far_more_than_promised_is_taken_when_confirmed(browser, ward_officer, taken, sent):
    client = browser(ward_officer)
    page = client.post(url(taken, "receive"), receipt("3001")).content.decode()
    assert "部数に間違いありません" in page
    assert client.post(url(taken, "receive"), receipt("3001", although_many="on")).status_code == 302


def test_receipt_is_told_and_a_double_click_is_one(browser, officer, ward_officer, taken, sent, own):
    client = browser(ward_officer)
    for _ in range(2):
        assert client.post(url(taken, "receive"), receipt("290")).status_code == 302
    assert client.post(url(taken, "receive"), receipt("291")).status_code == 400  # a colleague was quicker
    entry = register.entries_of(taken).filter(verb="board.copies_received").get()
    tell_delivery("received", [[own.pk, entry.pk]])
    mail = Mail.objects.get(purpose="board.delivery_received", to=officer.email)
    assert "受け取った部数: 290部" in mail.body
    assert "数が違うため" in mail.body
    assert "部数が違います" in browser(officer).get(taken.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (report("200", "40"), "受け取った290部と違います"),
        (report("-1", "291"), "0以上"),
        (report(on=days_ago(3)), "配布を終えた日は、受領日の"),
        (report(on=days_ago(-1)), "まだ来ていない日です"),
        (report(alt="棚"), "写真を選ぶか"),
    ],
)
def test_a_bad_report(browser, ward_officer, taken, arrived, data, sentence):
    response = browser(ward_officer).post(url(taken, "finish"), data)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    arrived.refresh_from_db()
    assert arrived.finished_on is None


def test_photos_stay_where_the_counts_are_refused(browser, ward_officer, taken, arrived):
    client = browser(ward_officer)
    refused = client.post(url(taken, "finish"), report("200", "40", alt="1階の棚", files=[photo()]))
    assert refused.status_code == 400
    kept = re.search(r'name="kept_files" value="([^"]+)"', refused.text).group(1)
    data = report("250", "40", alt="1階の棚", kept_files=[kept])
    assert client.post(url(taken, "finish"), data).status_code == 302
    assert [str(file.pk) for file in cabinet.files_of(arrived)] == [kept]


def test_photos_are_pictures_with_words(browser, officer, ward_officer, stranger, taken, arrived, sample):
    client = browser(ward_officer)
    no_picture = client.post(url(taken, "finish"), report(alt="棚", files=[sample()]))
    assert no_picture.status_code == 400
    spoilt = SimpleUploadedFile("棚.png", b"no picture at all", "image/png")
    assert client.post(url(taken, "finish"), report(alt="棚", files=[spoilt])).status_code == 400
    wordless = client.post(url(taken, "finish"), report(files=[photo()]))
    assert "写真の説明を入力してください" in wordless.content.decode()
    assert client.post(url(taken, "finish"), report(alt="1階の棚", files=[photo()])).status_code == 302
    kept = cabinet.files_of(arrived)
    assert [file.alt for file in kept] == ["1階の棚"]
    assert 'alt="1階の棚"' in browser(officer).get(taken.get_absolute_url()).content.decode()
    shown = browser(officer).get(kept[0].get_absolute_url())
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    assert browser(stranger).get(kept[0].get_absolute_url()).status_code == 404


def test_counts_that_differ_need_a_remark_and_the_end_is_told(
    browser, officer, ward_officer, taken, arrived, own
):
    client = browser(ward_officer)
    data = report("200", "40", remark="50部は汚れたため処分しました。")
    for _ in range(2):
        assert client.post(url(taken, "finish"), data).status_code == 302
    entry = register.entries_of(taken).filter(verb="board.copies_handed_out").get()
    tell_delivery("finished", [[own.pk, entry.pk]])
    assert "50部は汚れた" in Mail.objects.get(purpose="board.delivery_finished", to=officer.email).body
    sheet = browser(officer).get(f"{taken.get_absolute_url()}answers.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.values)
    row = next(row for row in rows if row[1] == "江東区")
    assert row[rows[0].index("伝票番号")] == "1234"
    assert row[rows[0].index("配布した部数")] == 200


def undo(client, pamphlet, delivery, step, reason="誤り"):
    path = f"/board/pamphlets/{pamphlet.pk}/deliveries/{delivery.answer_id}/undo/"
    return client.post(path, {f"u{delivery.answer_id}-step": step, f"u{delivery.answer_id}-reason": reason})


def test_each_side_takes_back_its_own_last_step(
    browser, officer, ward_officer, minato_officer, taken, arrived
):
    owner, ward = browser(officer), browser(ward_officer)
    assert undo(owner, taken, arrived, "dispatched").status_code == 302  # not the last step: said, not done
    assert undo(owner, taken, arrived, "received").status_code == 403
    assert undo(browser(minato_officer), taken, arrived, "received").status_code == 403
    assert undo(ward, taken, arrived, "received", reason="").status_code == 400
    arrived.refresh_from_db()
    assert arrived.step == "received"
    for _ in range(2):
        assert undo(ward, taken, arrived, "received").status_code == 302
    arrived.refresh_from_db()
    assert arrived.step == "dispatched"
    assert undo(ward, taken, arrived, "dispatched").status_code == 403
    assert undo(owner, taken, arrived, "dispatched", reason="").status_code == 400
    undo(owner, taken, arrived, "dispatched")
    assert not Delivery.objects.exists()
    entries = register.entries_of(taken).filter(verb="board.delivery_undone")
    assert entries.count() == 2
    tell_delivery_undone(arrived.answer_id, entries.first().pk, "dispatched", "誤り", officer.name)
    assert (
        "取り消した記録: 発送済"
        in Mail.objects.get(to=ward_officer.email, purpose="board.delivery_undone").body
    )


def test_an_end_taken_back_keeps_its_photos_for_the_next(browser, ward_officer, taken, arrived):
    client = browser(ward_officer)
    client.post(url(taken, "finish"), report(alt="棚", files=[photo()]))
    assert undo(client, taken, arrived, "finished").status_code == 302
    arrived.refresh_from_db()
    assert arrived.step == "received"
    assert "棚.png" in client.get(taken.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"boxes": 0}, "delivery_boxes_positive"),
        ({"received_on": days_ago(1)}, "delivery_received_whole"),
        ({"finished_on": days_ago(0)}, "delivery_finished_whole"),
        ({"dispatched_on": days_ago(0)}, "delivery_received_after_leaving"),
        ({"end": True, "finished_on": days_ago(3)}, "delivery_finished_after_receiving"),
        ({"end": True, "handed_out": 1}, "delivery_counts_add_up"),
    ],
)
def test_constraints(sent, ward_officer, own, facts, name):
    facts = dict(facts)
    if facts.pop("end", False):
        end = {"finished_on": days_ago(1), "handed_out": 290, "left_over": 0, "finished_by": ward_officer}
        facts = end | facts
    if name not in ("delivery_received_whole", "delivery_boxes_positive", "delivery_finished_whole"):
        actions.receive_copies(answer=own, on=days_ago(2), count=290, by=ward_officer)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delivery.objects.filter(pk=sent.pk).update(**facts)


@pytest.mark.parametrize("path", ["", "delivery/"])
def test_pages_cost_the_same_for_one_and_two_wards(
    browser, officer, sent, taken, minato, answer_of, django_assert_num_queries, path
):
    client = browser(officer)
    client.get(taken.get_absolute_url() + path)
    with django_assert_num_queries(7 if path else 12):
        client.get(taken.get_absolute_url() + path)
    other = actions.Parcel(answer_of(taken, minato).pk)
    actions.dispatch_copies(pamphlet=taken, parcels=[other], on=days_ago(3), carrier="", by=officer)
    with django_assert_num_queries(7 if path else 12):
        client.get(taken.get_absolute_url() + path)


@pytest.mark.django_db(transaction=True)
def test_two_dispatch_at_once_and_one_is_told(taken, own, officer, colleague):
    outcomes = []

    def press(by, slip):
        try:
            parcel = actions.Parcel(own.pk, 1, slip)
            outcomes.append(
                actions.dispatch_copies(pamphlet=taken, parcels=[parcel], on=days_ago(3), carrier="", by=by)
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
