"""The copies arrive and are handed out; each step is told, and taken back by whoever took it."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from pamphlets.deliveries.actions import receive_copies
from pamphlets.deliveries.models import Delivery
from tests.pamphlets.deliveries.deliveries import days_ago, photo, receipt, report, undo, url
from tests.worker import write_mails


@pytest.mark.parametrize(("who", "status"), [("ward_officer", 302), ("minato_officer", 403)])
def test_receipt_and_report_are_the_wards_that_was_sent_to(
    browser, request, taken, sent, own, ward_officer, who, status
):
    client = browser(request.getfixturevalue(who))
    assert client.post(url(taken, "receive"), receipt()).status_code == status
    sent.refresh_from_db()
    assert bool(sent.received_on) == (status == 302)
    if status != 302:
        receive_copies(answer=own, on=days_ago(2), count=300, by=ward_officer)
    assert client.post(url(taken, "finish"), report("250", "50")).status_code == status
    sent.refresh_from_db()
    assert bool(sent.finished_on) == (status == 302)


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
    assert entries_of(taken).filter(verb="pamphlets.copies_received").count() == 1
    write_mails()
    mail = OutgoingMail.objects.get(purpose="pamphlets.delivery_received", to=officer.email)
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
    assert [str(file.pk) for file in files_of(arrived)] == [kept]


def test_photos_are_pictures_with_words(browser, officer, ward_officer, stranger, taken, arrived, sample):
    client = browser(ward_officer)
    no_picture = client.post(url(taken, "finish"), report(alt="棚", files=[sample()]))
    assert no_picture.status_code == 400
    spoilt = SimpleUploadedFile("棚.png", b"no picture at all", "image/png")
    assert client.post(url(taken, "finish"), report(alt="棚", files=[spoilt])).status_code == 400
    wordless = client.post(url(taken, "finish"), report(files=[photo()]))
    assert "写真の説明を入力してください" in wordless.content.decode()
    assert client.post(url(taken, "finish"), report(alt="1階の棚", files=[photo()])).status_code == 302
    kept = files_of(arrived)
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
    assert entries_of(taken).filter(verb="pamphlets.copies_handed_out").count() == 1
    write_mails()
    assert (
        "50部は汚れた"
        in OutgoingMail.objects.get(purpose="pamphlets.delivery_finished", to=officer.email).body
    )
    sheet = browser(officer).get(f"{taken.get_absolute_url()}answers.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.values)
    row = next(row for row in rows if row[1] == "江東区")
    assert row[rows[0].index("伝票番号")] == "1234"
    assert row[rows[0].index("配布した部数")] == 200


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
    entries = entries_of(taken).filter(verb="pamphlets.delivery_undone")
    assert entries.count() == 2
    write_mails()
    assert (
        "取り消した記録: 発送済"
        in OutgoingMail.objects.get(to=ward_officer.email, purpose="pamphlets.delivery_undone").body
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
        receive_copies(answer=own, on=days_ago(2), count=290, by=ward_officer)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delivery.objects.filter(pk=sent.pk).update(**facts)
