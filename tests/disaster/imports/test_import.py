"""A file of support: out and in again is the same, rows are asked about, nothing is written twice."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from common.append_only.actions import correct, withdraw
from common.spreadsheets import limits
from disaster.facts.seed_data import load_seed_data
from disaster.imports.models import SupportImport
from disaster.register.actions import merge_disaster
from disaster.statements.models import Statement, StatementVersion
from disaster.support_files import spreadsheets
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.import_export.models import ANOTHER
from tests.government_cast import body, change
from tests.worker import take_in

pytestmark = pytest.mark.django_db
HEADER = "区分,災害,支援の種類,支援した団体,支援先,金額（円）,人数,人数の数え方,出典"


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


def brought(client, content: str | bytes, kind="record", **typed) -> SupportImport:
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("支援.csv", content, content_type="text/csv")
    answer = client.post("/disaster/import/", {"kind": kind, "file": file, **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    return SupportImport.objects.latest("pk")


def commit(client, found: SupportImport, **typed):
    seen = client.get(found.get_absolute_url()).context["import"].fingerprint
    return client.post(f"{found.get_absolute_url()}commit/", {"seen": seen, **typed}, follow=True)


def told() -> list:
    """Everything that is public of all current versions; for their numbers, what stands in the whole."""
    versions = [
        version
        for model in (SupportRecordVersion, StatementVersion)
        for version in model.objects.as_recorded().with_names().order_by("record")
    ]
    rows = [dict(zip(spreadsheets.HEADER, row, strict=True)) for row in spreadsheets.rows(versions)]
    by_number = {row.pop("番号"): row for row in rows}
    wholes = [by_number.get(row.pop("内訳として含む公表値"), {}).get("人数") for row in rows]
    return sorted(([*row.values(), whole] for row, whole in zip(rows, wholes, strict=True)), key=str)


def wrong(found: SupportImport) -> str:
    return str([line["wrong"] for line in found.report])


def test_what_is_saved_as_csv_comes_in_again_equal(office, local_governments):
    load_seed_data()
    before = told()
    content = b"".join(office.get("/disaster/support.csv"))
    assert brought(office, content).counts == {"wrong": 0, "new": 0, "changed": 0, "same": len(before)}
    _forget_all()
    found = brought(office, content)
    assert found.counts["new"] == len(before), wrong(found)
    commit(office, found, confirmed="on")
    assert told() == before
    assert brought(office, content).counts["same"] == len(before)


def _forget_all():
    """As if nothing had been recorded: only a test may."""

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE disaster_supportrecordversion, disaster_statementversion,"
            " disaster_supportrecord, disaster_statement, disaster_supportsum CASCADE"
        )


def test_records_and_statements_of_one_file(office, make_disaster):
    name = make_disaster().name
    rows = [
        f"個票,{name},復興支援金,特別区（23区共同）,石川県,5000000,,,試験",
        f"公表値,{name},職員派遣,特別区,,,7201,不明,試験",
        f",{name},職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験",
    ]
    rows[1] = rows[1].replace("不明", "数え方不明")
    found = brought(office, "\n".join([HEADER, *rows]))
    assert found.counts["new"] == 3, wrong(found)
    page = commit(office, found).content.decode()
    assert "取り込みました: 3件" in page
    assert (SupportRecord.objects.count(), Statement.objects.count()) == (2, 1)
    again = brought(office, "\n".join([HEADER, *rows, rows[2]]))
    assert (again.counts["same"], again.counts["new"]) == (3, 1)


def test_pressed_twice_or_brought_twice_it_is_written_once(office, make_disaster):
    row = f"個票,{make_disaster().name},職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験"
    first, second = (brought(office, f"{HEADER}\n{row}") for _ in range(2))
    commit(office, first)
    commit(office, first)
    page = commit(office, second).content.decode()
    assert "確かめた後に、登録内容が変わりました" in page
    assert SupportRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("個票,架空の災害,職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験", "登録されていない"),
        ("個票,見本の地震 noto,職員派遣,新宿区,七尾市,,4,,試験", "人数には数え方が必要です"),
        ("個票,見本の地震 noto,職員派遣,新宿区,七尾市,,0,延べ派遣者数,試験", "0人は入力できません"),
        ("集計,見本の地震 noto,職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験", "「個票」か「公表値」"),
        ("個票,見本の地震 noto,炊き出し,新宿区,七尾市,,,,試験", "炊き出し"),
        ("個票,見本の地震 noto,職員派遣,新宿区,七尾市,,4,延べ派遣者数,", "出典を入力してください"),
        (",,職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験", "災害の名称を入力するか"),
    ],
)
def test_a_broken_row_stands_beside_its_number_and_nothing_is_written(office, make_disaster, row, sentence):
    name = make_disaster().name
    good = f"個票,{name},職員派遣,港区,七尾市,,4,延べ派遣者数,試験"
    found = brought(office, "\n".join([HEADER, good, row]))
    page = office.get(found.get_absolute_url()).content.decode()
    assert sentence in page
    assert '<td class="number" data-label="行">3</td>' in page
    commit(office, found)
    assert not SupportRecord.objects.exists()


def test_what_is_asked_must_be_confirmed(office, make_disaster):
    header = HEADER.replace("円", "千円")
    row = f'個票,{make_disaster().name},復興支援金,特別区（23区共同）,石川県,"3,000",,,試験'
    found = brought(office, f"{header}\n{row}")
    page = office.get(found.get_absolute_url()).content.decode()
    assert "「3,000千円」を3,000,000円として記録します。" in page
    assert "確かめました」に印を付けてください" in commit(office, found).content.decode()
    assert not SupportRecord.objects.exists()
    commit(office, found, confirmed="on")
    assert SupportRecordVersion.objects.get().amount_yen == 3_000_000


def test_the_preview_says_choices_in_words(office, make_disaster):
    header = f"{HEADER},支援した団体の区分,状態,一部"
    row = f"個票,{make_disaster().name},職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験,23区共同,派遣中,いいえ"
    found = brought(office, f"{header}\n{row}")
    assert found.counts["new"] == 1, wrong(found)
    [line] = found.report
    said = [text for _, _, text in line["changes"]]
    assert {"職員派遣", "延べ派遣者数", "23区共同", "派遣中"} <= set(said)
    assert not any(text.isascii() and text.isalpha() for text in said)


def test_a_large_amount_is_asked_about(office, make_disaster):
    row = f"個票,{make_disaster().name},復興支援金,特別区（23区共同）,石川県,200000000,,,試験"
    found = brought(office, f"{HEADER}\n{row}")
    assert "200,000,000円で間違いありませんか" in office.get(found.get_absolute_url()).content.decode()
    commit(office, found)
    assert not SupportRecord.objects.exists()


def test_the_disaster_is_chosen_where_the_file_does_not_say_it(office, make_disaster):
    disaster = make_disaster()
    content = "支援の種類,支援した団体,人数,人数の数え方,出典\n職員派遣,新宿区,7201,数え方不明,試験"
    found = brought(office, content, kind="statement", disaster=disaster.pk)
    commit(office, found)
    assert Statement.objects.get().disaster == disaster


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("名前,住所\nあ,い", "列がありません"),
        ("支援した団体,金額,金額（千円）\n新宿区,1,1", "同じ内容の列"),
    ],
)
def test_files_that_are_refused(office, content, sentence):
    file = SimpleUploadedFile("支援.csv", content.encode(), content_type="text/csv")
    answer = office.post("/disaster/import/", {"kind": "record", "file": file})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_discarded(office, make_disaster):
    found = brought(office, f"{HEADER}\n個票,{make_disaster().name},職員派遣,新宿区,,,4,延べ派遣者数,試験")
    assert office.post(f"{found.get_absolute_url()}discard/").status_code == 302
    assert not SupportImport.objects.exists()


# --- corrections by file ----------------------------------------------------------------------------------

WHY = {"correction": "transcription", "words": "桁の誤り"}


@pytest.fixture
def payments(make_disaster, make_record):
    disaster = make_disaster()
    return [
        make_record(disaster, amount_yen=yen, recipient="石川県", internal_note="密")
        for yen in (300_000, 400_000)
    ]


def saved(client, *changes) -> str:
    text = b"".join(client.get("/disaster/support.csv")).decode("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_saved_file_that_was_changed_comes_in_as_corrections(office, payments):
    found = brought(office, saved(office, ("300000", "330000")), **WHY)
    assert found.counts == {"wrong": 0, "new": 0, "changed": 1, "same": 1}, wrong(found)
    page = office.get(found.get_absolute_url()).content.decode()
    for text in ("300,000", "330,000", "訂正1件"):
        assert text in page
    assert "0件、訂正" not in page
    assert "（空欄）" not in page
    commit(office, found, confirmed="on")
    now = SupportRecordVersion.objects.as_recorded().get(record=payments[0].record)
    assert (now.number, now.amount_yen, now.internal_note) == (2, 330_000, "密")
    assert (now.reason, now.words) == ("transcription", "桁の誤り")
    assert SupportRecord.objects.count() == 2


def test_corrections_that_are_refused(office, payments):
    text = saved(office, ("300000", "330000"))
    assert "訂正の理由と説明" in wrong(brought(office, text))
    last = text.rstrip().splitlines()[-1]
    assert "同じ番号" in wrong(brought(office, f"{text}{last}\n", **WHY))
    assert "災害は変えられません" in wrong(
        brought(office, text.replace("見本の地震 noto", "別の地震"), **WHY)
    )
    correct(payments[0], {"note": "第2回"}, reason="information", words="追加", by=None)
    assert "いまは第2版" in wrong(brought(office, text, **WHY))
    withdraw(payments[1], words="二重", by=None)
    assert "取り下げられています" in wrong(brought(office, text.replace("400000", "440000"), **WHY))


def test_a_row_corrected_by_another_meanwhile_is_compared_again(office, payments):
    found = brought(office, saved(office, ("300000", "330000")), **WHY)
    correct(payments[0], {"amount_yen": 350_000}, reason="information", words="追加", by=None)
    commit(office, found, confirmed="on")
    found.refresh_from_db()
    assert found.done_at is None
    assert "いまは第2版" in wrong(found)


def test_without_its_number_a_row_is_new(office, payments):
    text = saved(office, ("300000", "330000")).replace(str(payments[0].record), "")
    assert brought(office, text).counts["new"] == 1


def test_a_correction_by_file_is_asked_about_as_on_its_page(office, payments, make_statement):
    make_statement(payments[0].record.disaster, amount_yen=330_000, source="試験の出典")
    text = saved(office, ("300000", "330000"), ("400000", "200000000"))
    page = office.get(brought(office, text, **WHY).get_absolute_url()).content.decode()
    assert page.count("二重の記録ではありませんか") == 2
    assert "同じ公表値があります" in page
    assert "200,000,000円で間違いありませんか" in page


def test_a_correction_that_changes_no_number_is_not_asked_about(office, make_disaster, make_record):
    disaster = make_disaster()
    for yen in (200_000_000, 300_000):
        make_record(disaster, amount_yen=yen, recipient="石川県", job="古い言葉")
    text = saved(office, ("古い言葉", "新しい言葉"), ("古い言葉", "新しい言葉"))
    found = brought(office, text, **WHY)
    assert (found.counts["changed"], found.asks) == (2, 0)


# --- under the names of before ----------------------------------------------------------------------------


@pytest.fixture
def merged(make_disaster, make_record, secretariat):
    """One disaster merged into another, with a payment of its own."""
    old, new = (make_disaster(key, name=f"地震{key}") for key in ("旧", "新"))
    record = make_record(old, amount_yen=300_000, recipient="石川県").record
    merge_disaster(disaster=old, into=new, by=secretariat)
    return old, new, record


@pytest.mark.parametrize("name", ["地震旧", "地震新"])
def test_rows_name_a_merged_disaster_by_either_name(office, merged, name):
    text = saved(office).replace("地震新", name)
    assert brought(office, text).counts["same"] == 1
    found = brought(office, text.replace("300000", "330000"), **WHY)
    assert found.counts["changed"] == 1, wrong(found)
    row = f"個票,{name},職員派遣,新宿区,七尾市,,4,延べ派遣者数,試験"
    commit(office, brought(office, f"{HEADER}\n{row}"))
    assert SupportRecord.objects.latest("pk").disaster == merged[1]
    assert brought(office, f"{HEADER}\n{row}").counts["same"] == 1


def test_rows_name_a_merged_body_by_its_name_and_its_code(office, make_disaster, secretariat):
    name = make_disaster().name
    old = body("甲町", "01801")
    change("merger_new", [old, body("乙村", "01802", "village")], secretariat, datetime.date(2024, 2, 1))
    header = f"{HEADER},開始日"
    row = f"個票,{name},職員派遣,新宿区,甲町,,4,延べ派遣者数,試験"
    by_code = f"{header},支援先の団体コード\n{row},2024-03-01,{old.code}\n{row},2024-01-05,{old.code}"
    for content in (by_code, f"{header}\n{row},2024-03-02"):
        found = brought(office, content)
        assert found.counts["wrong"] == 0, wrong(found)
        commit(office, found, confirmed="on")
    told = SupportRecordVersion.objects.order_by("record")
    assert [version.recipient_government.name for version in told] == ["丁市", "甲町", "丁市"]
    assert {version.recipient for version in told} == {"甲町"}


def test_a_large_file_is_compared_and_written_by_the_worker(office, monkeypatch, local_governments):
    monkeypatch.setattr(limits, "AT_ONCE_ROWS", 1)
    load_seed_data()
    before = SupportRecord.objects.count()
    row = "個票,令和6年能登半島地震,新宿区,七尾市,義援金,200000000,見本の資料"
    found = brought(office, f"区分,災害,支援した団体,支援先,支援の種類,金額,出典\n{row}\n{row}\n")
    assert "処理中" in office.get("/disaster/import/").text
    second = SimpleUploadedFile("b.csv", "支援した団体,支援先\n新宿区,七尾市\n".encode())
    assert ANOTHER in office.post("/disaster/import/", {"kind": "record", "file": second}).text
    assert take_in(found).asks == 2, wrong(found)
    assert "確認の行" in commit(office, found).text
    assert not SupportImport.objects.get().is_unfinished
    commit(office, found, confirmed="on")
    assert SupportRecord.objects.count() == before
    assert take_in(found).done_at
    assert SupportRecord.objects.count() == before + 2
