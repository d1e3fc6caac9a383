"""The table of rows: what is typed, copied and pasted; what is refused and what is asked."""

import datetime
import re

import pytest

from common.audit_log.models import AuditEntry
from disaster.disasters.models import Disaster
from disaster.support_records.models import SupportRecordVersion
from members.local_governments.models import LocalGovernment

pytestmark = pytest.mark.django_db
PAYMENT = {"group": "money", "kind": "recovery", "sender": "特別区（23区共同）", "recipient": "石川県"}
STAFF = {"group": "staff", "sender": "新宿区", "recipient": "石川県七尾市", "people": "4", "basis": "heads"}


@pytest.fixture
def office(browser, secretariat, local_governments):
    return browser(secretariat)


def typed(*rows, source="試験の出典", **more) -> dict:
    cells = {f"row-{n}-{name}": text for n, row in enumerate(rows) for name, text in row.items()}
    return {"source": source, **cells, **more}


def current() -> list[SupportRecordVersion]:
    return list(SupportRecordVersion.objects.as_recorded())


def test_a_disaster_with_a_payment_and_12_dispatches_takes_four_pages(office):
    pages = ["/disaster/new/"]
    assert office.get(pages[-1]).status_code == 200
    new = {
        "name": "令和6年能登半島地震",
        "date_precision": "day",
        "began_on": "令和6年1月1日",
        "source": "試験",
    }
    pages.append(office.post("/disaster/new/", new | {"areas": "石川県七尾市"}).url)
    dispatches = [
        STAFF | {"period_start": f"2024-02-{day:02}", "period_end": f"2024-02-{day + 1:02}", "job": "清掃"}
        for day in range(1, 13)
    ]
    assert office.get(pages[-1]).status_code == 200
    answer = office.post(
        pages[-1], typed(PAYMENT | {"amount_yen": "3,000万円", "confirmed": ""}, *dispatches)
    )
    assert answer.status_code == 400  # 万円 is asked
    key = re.search(r'name="row-0-confirmed" value="(\w+)"', answer.content.decode())[1]
    answer = office.post(
        pages[-1], typed(PAYMENT | {"amount_yen": "3,000万円", "confirmed": key}, *dispatches)
    )
    pages.append(answer.url)
    assert "個票（13件）" in office.get(pages[-1]).content.decode()
    assert len(pages) <= 4
    disaster = Disaster.objects.get()
    assert [str(area) for area in disaster.affected_areas.all()] == ["石川県七尾市"]
    payment, *staff = current()
    assert (payment.amount_yen, payment.giver, payment.recipient_government.code) == (
        30_000_000,
        "joint",
        "170003",
    )
    assert {(told.giver, told.sender_government.code, told.window) for told in staff} == {
        ("ward", "131041", "period")
    }
    assert AuditEntry.objects.filter(verb="disaster.supportrecord_recorded").count() == 13


def test_what_is_sent_twice_is_recorded_once(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    data = typed(STAFF, idempotency_key="00000000-0000-4000-8000-000000000001")
    assert [office.post(path, data).status_code for _ in range(2)] == [302, 302]
    assert len(current()) == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (STAFF | {"basis": ""}, "人数には数え方が必要です"),
        (STAFF | {"people": "0"}, "0人は入力できません"),
        (STAFF | {"period_start": "2024-02-05", "period_end": "2024-02-01"}, "終了日は開始日以後"),
        (STAFF | {"period_end": "2024-02-01"}, "開始日も入力してください"),
        (STAFF | {"recipient_government": "999999"}, "6桁の団体コードを入力してください"),
        (PAYMENT | {"amount_yen": "0"}, "0円は入力できません"),
        (PAYMENT | {"amount_yen": "三百万"}, "金額は「3000000」"),
        (PAYMENT | {"amount_yen": "200000000"}, "同じ金額をもう一度"),
        (PAYMENT | {"amount_yen": "200000000", "amount_again": "20000000"}, "同じ金額をもう一度"),
        (PAYMENT | {"sender": ""}, "支援した団体を入力してください"),
        ({"group": "goods", "sender": "新宿区", "item": "毛布", "quantity": "3"}, "品目と単位"),
    ],
)
def test_refused_beside_the_row_and_nothing_is_lost(office, make_disaster, row, sentence):
    answer = office.post(f"/disaster/{make_disaster().pk}/records/new/", typed(STAFF | {"job": "給水"}, row))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "給水" in page
    [place] = {form.place for form in answer.context["table"].wrong}
    assert f">{place} " in page.split('class="error-summary"')[1].split("</ul>")[0]
    assert f"<legend>{place}</legend>" in page
    assert all(f'value="{text}"' in page for text in row.values() if text and text.isdigit())
    assert not current()


def test_a_body_that_did_not_exist_yet_is_refused(office, make_disaster):
    city = LocalGovernment.objects.filter(code="172022")
    city.update(established_on=datetime.date(2024, 4, 1))
    path = f"/disaster/{make_disaster().pk}/records/new/"
    row = STAFF | {"recipient_government": "172022"}
    page = office.post(path, typed(row | {"period_start": "2024-03-31"})).content.decode()
    assert "令和6年3月31日には、この名称またはコードの自治体はありません" in page
    assert office.post(path, typed(row | {"period_start": "2024-04-01"})).status_code == 302


def test_a_ward_that_did_not_exist_yet_is_refused(office, make_disaster):
    LocalGovernment.objects.filter(code="131041").update(established_on=datetime.date(2024, 4, 1))
    path = f"/disaster/{make_disaster().pk}/records/new/"
    row = STAFF | {"sender_government": "131041", "job": "給水"}
    answer = office.post(path, typed(row | {"period_start": "2024-03-31"}))
    assert answer.status_code == 400
    assert "令和6年3月31日には、この名称またはコードの自治体はありません" in answer.text
    assert 'value="131041"' in answer.text
    assert "給水" in answer.text
    assert not current()
    assert office.post(path, typed(row | {"period_start": "2024-04-01"})).status_code == 302


def test_a_fiscal_year_is_read_as_people_write_it(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    assert office.post(path, typed(STAFF | {"fiscal_year": "令和６年度"})).status_code == 302
    assert [(told.fiscal_year, told.window) for told in current()] == [(2024, "fiscal_year")]
    answer = office.post(path, typed(STAFF | {"fiscal_year": "来年度", "recipient": "見本市"}))
    assert "「令和6年度」か「2024」のように入力してください。" in answer.text
    assert 'value="来年度"' in answer.text


def test_a_source_is_needed_of_each_row_or_of_all(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    assert "出典を入力してください" in office.post(path, typed(STAFF, source="")).content.decode()
    assert office.post(path, typed(STAFF | {"source": "区の発表"}, source="")).status_code == 302


def asked(office, path, *rows) -> str:
    """The page that asks about the last of the rows; with its tick it is recorded."""
    answer = office.post(path, typed(*rows))
    page = answer.content.decode()
    assert answer.status_code == 400
    before = len(current())
    key = re.search(rf'name="row-{len(rows) - 1}-confirmed" value="(\w+)"', page)[1]
    assert office.post(path, typed(*rows[:-1], rows[-1] | {"confirmed": key})).status_code == 302
    assert len(current()) == before + len(rows)
    return page


def test_asked_before_a_second_payment_to_the_same_recipient(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    row = PAYMENT | {"amount_yen": "3000000"}
    assert "二重の記録" in asked(office, path, row, row)
    assert "二重の記録" in asked(office, path, row)


def test_asked_where_a_source_printed_the_number(office, make_disaster, make_statement):
    disaster = make_disaster()
    printed = {"kind": "staff", "people": 4, "basis": "heads", "as_of": datetime.date(2024, 3, 1)}
    make_statement(disaster, source="試験の出典", **printed)
    path, row = f"/disaster/{disaster.pk}/records/new/", STAFF | {"as_of": "令和6年3月1日"}
    assert "同じ公表値があります" in asked(office, path, row)
    others = ({"as_of": "令和6年3月2日"}, {"people": "5"}, {"source": "別の出典"})
    for start, other in enumerate(others, 1):  # another day, number or source is another statement
        row_of_then = row | other | {"period_start": f"2024-02-{start:02}"}
        assert office.post(path, typed(row_of_then)).status_code == 302


def test_asked_where_thousands_may_have_been_taken_for_yen(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    assert "千円を単位とする数" in asked(office, path, PAYMENT | {"amount_yen": "30,000"})


def test_a_tick_holds_for_what_was_asked_only(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    row = PAYMENT | {"amount_yen": "30,000"}
    key = re.search(r'confirmed" value="(\w+)"', office.post(path, typed(row)).content.decode())[1]
    changed = row | {"amount_yen": "40,000", "confirmed": key}
    assert office.post(path, typed(changed)).status_code == 400
    assert not current()


def test_rows_are_added_copied_and_pasted(office, make_disaster):
    path = f"/disaster/{make_disaster().pk}/records/new/"
    page = office.post(path, typed(STAFF, copy="0")).content.decode()
    assert page.count('value="石川県七尾市"') == 2
    page = office.post(path, typed(STAFF, more="goods")).content.decode()
    assert 'name="row-1-item"' in page
    assert office.get(path).content.decode().count("<fieldset") == 2  # one for money, one for people
    page = office.post(path, typed(STAFF, more="staff", **{"number-staff": "１１"})).content.decode()
    assert page.count("職員派遣 ") == 12
    assert re.search(r'name="row-1-sender"[^>]* autofocus', page)
    for odd in ("0", "-3", "x", "9" * 50):
        page = office.post(path, typed(STAFF, more="goods", **{"number-goods": odd})).content.decode()
        assert page.count("物資 ") == 1 or "100行まで" in page
    block = "支援した団体\t支援先\t金額（千円）\t内部\n特別区（23区共同）\t石川県\t30,000\tx\n新宿区\t\t\t\n"
    answer = office.post(path, typed(STAFF, paste="1", pasted=block))
    page = answer.content.decode()
    assert "30,000千円" in page
    assert "次の列は表に入れていません: 内部" in page
    assert not current()


def test_a_block_without_headings_is_refused_and_kept(office, make_disaster):
    answer = office.post(
        f"/disaster/{make_disaster().pk}/records/new/", typed(paste="1", pasted="新宿区\t石川県\t4\n")
    )
    page = answer.content.decode()
    assert "1行目に見出しがありません" in page
    assert "新宿区\t石川県\t4" in page


@pytest.mark.parametrize("cell", ['"石川県', "長" * 140_000])
def test_a_block_that_cannot_be_read_is_refused(office, make_disaster, cell):
    block = f"支援した団体\t支援先\n新宿区\t{cell}\n港区\t石川県\n"
    answer = office.post(f"/disaster/{make_disaster().pk}/records/new/", typed(paste="1", pasted=block))
    assert "貼り付けた内容を読めません" in answer.content.decode()


def test_a_block_with_line_breaks_of_old_computers_is_read(office, make_disaster):
    block = "支援した団体\t支援先\r新宿区\t石川県\r"
    answer = office.post(f"/disaster/{make_disaster().pk}/records/new/", typed(paste="1", pasted=block))
    assert 'value="石川県"' in answer.content.decode()


def test_no_more_than_a_hundred_rows(office, make_disaster):
    block = "支援した団体\t支援先\n" + "新宿区\t石川県\n" * 200
    answer = office.post(f"/disaster/{make_disaster().pk}/records/new/", typed(paste="1", pasted=block))
    assert "100行まで" in answer.content.decode()
    block = "支援した団体\t備考\n" + f"新宿区\t{'長' * 4000}\n" * 60
    answer = office.post(f"/disaster/{make_disaster('b').pk}/records/new/", typed(paste="1", pasted=block))
    assert "100行まで" in answer.content.decode()
    answer = office.post(f"/disaster/{make_disaster('c').pk}/records/new/", typed(*[STAFF] * 101))
    assert answer.status_code == 400
    assert "100行まで" in answer.content.decode()
    assert not current()
