import datetime
import io
import time

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.clock_runs.actions import run_clock_job
from events.events.models import Event
from events.open_data.models import EventImport
from events.publication.actions import publish_event
from tests.events.open_data.conftest import as_csv
from tests.members.spreadsheet_uploads import changes, wrong
from tests.sample_files import OLD_OFFICE
from tests.worker import take_in

pytestmark = pytest.mark.django_db


def cells(text):
    """Cells of one line that stands in several."""
    return text.replace("\n", "").split(",")


OLD = cells("""都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,イベント名,イベント名_カナ,
イベント名_英語,開始日,終了日,開始時間,終了時間,開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,
主催者,場所名称,住所,方書,緯度,経度,アクセス方法,駐車場情報,定員,参加申込終了日,参加申込終了時間,参加申込方法,
URL,備考,カテゴリー,区,公開日,更新日,子育て情報,施設No.""")
OLD_ROW = cells("""131083,7,東京都,江東区,秋の物産展,アキノブッサンテン,,
2026-11-08,2026-11-09,10:00,16:30,雨天中止,各地の物産,0,,文化課,03-1234-5678,123,
江東区,公園,東京都江東区東陽4-11-28,噴水前,35.6,139.8,駅から5分,なし,50,2026-11-01,17:00,電話,
https://www.city.example.lg.jp/,手話通訳あり,物産,,2026-10-01,2026-10-02,,""")
NEW = cells("""ＩＤ,全国地方公共団体コード,地方公共団体名,イベント名,開始日,終了日,開始時間,終了時間,
説明,料金（基本）,料金（詳細）,連絡先名称,連絡先電話番号,連絡先内線番号,連絡先メールアドレス,主催者,場所名称,
所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等（方書）,アクセス方法,定員,参加申込終了日,
参加申込方法,URL,備考,開始日時特記事項""")
NEW_ROW = cells("""7,131083,江東区,秋の物産展,2026-11-08,2026-11-09,10:00,16:30,
各地の物産,0,,文化課,03-1234-5678,123,,江東区,公園,
東京都,江東区,東陽,4-11-28,噴水前,駅から5分,50名,2026-11-01,
電話,https://www.city.example.lg.jp/,手話通訳あり,雨天中止""")
SHORT = ["全国地方公共団体コード", "ID", "イベント名", "開始日"]


def assert_fair(event):
    assert (event.title, event.fee, event.note) == ("秋の物産展", "無料", "雨天中止\n手話通訳あり")
    assert (event.starts_on, event.ends_on) == (datetime.date(2026, 11, 8), datetime.date(2026, 11, 9))
    assert (event.starts_at, event.ends_at) == (datetime.time(10), datetime.time(16, 30))
    assert (event.venue.name, event.venue.address) == ("公園", "東京都江東区東陽4-11-28")
    assert (event.room, event.venue.access, event.host) == ("噴水前", "駅から5分", "江東区")
    assert event.headcounts.get().number == 50
    assert event.contact_phone == "03-1234-5678 内線123"
    assert (event.open_data_code, event.open_data_number) == ("131083", "7")


def workbook(header, *rows):
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(OLD, OLD_ROW), "a.csv"),
        (as_csv(OLD, OLD_ROW, encoding="utf-8"), "a.csv"),
        (as_csv(OLD, OLD_ROW, encoding="cp932"), "a.csv"),
        (as_csv(NEW, NEW_ROW), "a.csv"),
        (as_csv(NEW[::-1], NEW_ROW[::-1]), "a.csv"),
        (workbook(NEW, NEW_ROW), "a.xlsx"),
    ],
)
def test_both_generations_of_the_file_as_people_save_it(
    hand_in, carry_out, ward_officer, visitor, content, name
):
    found = hand_in(ward_officer, content, name)
    assert found.counts == {"wrong": 0, "new": 1, "changed": 0, "same": 0}, wrong(found)
    assert not Event.objects.exists()
    carry_out(found)
    event = Event.objects.get()
    assert_fair(event)
    assert (event.state, event.owner, event.kind) == (
        "draft",
        ward_officer.section.organization,
        "ward_event",
    )
    assert visitor.get(event.get_absolute_url()).status_code == 404
    assert AuditEntry.objects.filter(verb="events.event_added", by=ward_officer).count() == 1
    again = hand_in(ward_officer, content, name)
    assert again.counts["same"] == 1, again.report


def test_what_is_not_held_is_said(hand_in, ward_officer):
    found = hand_in(ward_officer, as_csv(OLD, OLD_ROW))
    assert found.unknown == ["緯度", "経度", "駐車場情報", "参加申込終了時間"]


def test_what_an_organisation_brings_is_handed_in_and_the_secretariat_told_once(
    hand_in, carry_out, browser, ward_officer, secretariat
):
    rows = [["131083", str(n), f"催し{n}", "2026-11-08"] for n in range(3)]
    found = carry_out(hand_in(ward_officer, as_csv(SHORT, *rows)))
    waiting = Event.objects.waiting_for_approval()
    assert {event.submitted_by for event in waiting} == {ward_officer}
    assert set(found.waiting_events()) == set(waiting)
    assert len(waiting) == 3
    assert "事務局に提出しました" in browser(ward_officer).get(found.get_absolute_url()).content.decode()
    carry_out(found)  # pressed again
    assert found.waiting_events().count() == 3
    publish_event(event=waiting[0], by=secretariat)
    assert found.waiting_events().count() == 2


def test_what_the_secretariat_brings_is_a_draft_of_its_own(hand_in, carry_out, secretariat):
    found = carry_out(hand_in(secretariat, as_csv(SHORT, ["131083", "1", "催し", "2026-11-08"])))
    assert not Event.objects.waiting_for_approval().exists()
    assert not found.waiting_events().exists()


def test_whoever_has_the_form_open_is_told_of_the_file(hand_in, carry_out, ward_officer):
    for day in ("2026-11-08", "2026-11-09"):
        carry_out(hand_in(ward_officer, as_csv(SHORT, ["131083", "1", "催し", day])))
    event = Event.objects.get()
    assert (event.edition, event.saved_by) == (2, ward_officer)


def test_who_holds_it_with_others_comes_in_and_out(hand_in, carry_out, ward_officer):
    for title in ("共催協力", "共催・協力", "共催_協力"):
        found = hand_in(ward_officer, as_csv([*SHORT, title], ["131083", "1", "催し", "2026-11-08", "堺市"]))
        assert found.unknown == []
    carry_out(found)
    assert [(host.role, host.name) for host in Event.objects.get().hosts.all()] == [("co_host", "堺市")]


def test_a_change_says_which_fields_and_raises_the_version(
    hand_in, carry_out, browser, ward_officer, visitor
):
    carry_out(hand_in(ward_officer, as_csv(NEW, NEW_ROW)))
    event = Event.objects.get()
    moved = [{"2026-11-08": "2026-11-07", "電話": "電話かメール"}.get(cell, cell) for cell in NEW_ROW]
    found = hand_in(ward_officer, as_csv(NEW, moved))
    assert changes(found) == {
        "開始日": ("令和8年11月8日", "令和8年11月7日"),
        "参加申込方法": ("電話", "電話かメール"),
    }
    page = browser(ward_officer).get(found.get_absolute_url()).content.decode()
    assert "令和8年11月7日" in page
    carry_out(found)
    after = Event.objects.get()
    assert (after.starts_on, after.sequence) == (datetime.date(2026, 11, 7), event.sequence + 1)
    assert after.changed_at > event.changed_at
    told = [{"電話かメール": "窓口"}.get(cell, cell) for cell in moved]
    carry_out(hand_in(ward_officer, as_csv(NEW, told)))
    assert Event.objects.get().sequence == after.sequence


def test_a_broken_row_stops_all_and_says_where(hand_in, carry_out, browser, ward_officer):
    good = ["131083", "1", "よい行", "2026-11-08", "", "", ""]
    rows = [
        good,
        ["131083", "2", "", "2026-11-08", "", "", ""],
        ["131083", "3", "二月", "2026-02-29", "", "", ""],
        ["131083", "4", "逆", "2026-11-08", "2026-11-07", "", ""],
        ["131083", "5", "時刻", "2026-11-08", "", "25:00", ""],
        ["131083", "", "番号なし", "2026-11-08", "", "", ""],
        ["131083", "1", "同じ番号", "2026-11-08", "", "", ""],
        ["131083", "8", "終わりだけ", "2026-11-08", "", "", "12:00"],
        ["131091", "9", "ほかの区", "2026-11-08", "", "", ""],
    ]
    found = hand_in(ward_officer, as_csv([*SHORT, "終了日", "開始時間", "終了時間"], *rows))
    said = wrong(found)
    assert set(said) == {3, 4, 5, 6, 7, 8, 9, 10}
    for number, title in {
        3: "イベント名",
        4: "開始日",
        5: "終了日",
        6: "開始時間",
        7: "ID",
        9: "終了時間",
    }.items():
        assert said[number].startswith(title), said[number]
    assert "2行目と同じ" in said[8]
    page = browser(ward_officer).get(found.get_absolute_url()).content.decode()
    assert "8行にエラー" in page
    assert "この内容で取り込む" not in page
    carry_out(found)
    assert not Event.objects.exists()


def test_only_the_own_code_and_any_for_the_secretariat(hand_in, ward_officer, secretariat, sakai):
    row = as_csv(SHORT, ["271403", "1", "堺の催し", "2026-11-08"])
    assert "堺市のコードです" in wrong(hand_in(ward_officer, row))[2]
    found = hand_in(secretariat, row)
    assert found.counts["new"] == 1
    nobody = hand_in(secretariat, as_csv(SHORT, ["", "1", "どこかの催し", "2026-11-08"]))
    assert "団体コードを入力してください" in wrong(nobody)[2]


def test_an_event_of_others_is_not_reached_by_its_own_number(hand_in, make_event, ward_officer, sakai):
    event = make_event(owner=sakai)
    found = hand_in(ward_officer, as_csv(SHORT, ["131083", f"event-{event.pk}", "奪う", "2026-11-08"]))
    assert "この団体の催しではありません" in wrong(found)[2]


@pytest.mark.slow
def test_five_thousand_rows_are_compared_and_every_broken_one_is_named(hand_in, ward_officer):
    rows = [["131083", str(n), "催し", "2026-11-08" if n % 3 else "2027-02-29"] for n in range(5000)]
    began = time.process_time()
    found = take_in(hand_in(ward_officer, as_csv(SHORT, *rows)))
    assert (found.counts["new"], found.counts["wrong"]) == (3333, 1667)
    assert time.process_time() - began < 10
    assert not Event.objects.exists()


@pytest.mark.slow
def test_five_thousand_rows_are_written(hand_in, carry_out, ward_officer):
    rows = [["131083", str(n), "催し", "2026-11-08"] for n in range(5000)]
    assert take_in(carry_out(take_in(hand_in(ward_officer, as_csv(SHORT, *rows))))).done_at
    assert Event.objects.waiting_for_approval().count() == 5000


def test_more_than_five_thousand_rows_are_refused(hand_in, browser, ward_officer):
    rows = [["131083", str(n), "催し", "2026-11-08"] for n in range(5001)]
    found = take_in(hand_in(ward_officer, as_csv(SHORT, *rows)))
    assert "5,000行まで" in found.reason
    assert found.reason in browser(ward_officer).get(found.get_absolute_url()).text


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.csv", "中身が空"),
        (b"\x89PNG\r\n\x1a\n0000", "a.csv", "取り込"),
        ("名前,日\nあ,い\n".encode(), "a.csv", "「イベント名」の列がありません"),
        (as_csv([*SHORT, "NO"], ["131083", "1", "催し", "2026-11-08", "2"]), "a.csv", "同じ内容の列"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "a.ics", "予定"),
        (b"nothing", "a.ics", "カレンダーのファイルとして読めません"),
        (OLD_OFFICE, "一覧.xls", "xlsxで保存し直してください"),
    ],
)
def test_a_file_that_is_no_list_of_events(hand_in, ward_officer, content, name, sentence):
    answer = hand_in(ward_officer, content, name)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not EventImport.objects.exists()


def test_readers_and_bodies_without_a_code_do_not_take_in(browser, reader, visitor):
    assert browser(reader).get("/events/imports/").status_code == 403
    assert visitor.get("/events/imports/").status_code == 302


def test_a_plan_costs_the_same_for_one_and_three(hand_in, carry_out, browser, ward_officer):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for count in (1, 3):
        rows = [["131083", str(n), "催し", "2026-11-08", "公園"] for n in range(count)]
        carry_out(hand_in(ward_officer, as_csv([*SHORT, "場所名称"], *rows)))
        changed = as_csv([*SHORT, "場所名称"], *([*row[:3], "2026-11-09", row[4]] for row in rows))
        with CaptureQueriesContext(connection) as queries:
            assert hand_in(ward_officer, changed).counts["changed"] == count
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_table_is_thrown_away_when_asked(hand_in, browser, ward_officer, secretariat):
    found = hand_in(ward_officer, as_csv(NEW, NEW_ROW))
    assert browser(secretariat).get(found.get_absolute_url()).status_code == 404
    browser(ward_officer).post(f"{found.get_absolute_url()}discard/")
    assert not EventImport.objects.exists()


def test_the_template_is_taken_in_when_filled(hand_in, browser, ward_officer):
    response = browser(ward_officer).get("/events/imports/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = book["イベント一覧"]
    header = [cell.value for cell in sheet[1]]
    row = dict.fromkeys(header) | {"ID": 1, "イベント名": "催し", "開始日": datetime.date(2026, 11, 8)}
    row |= {"開始時間": datetime.time(10), "終了時間": "16時30分"}
    sheet.append(list(row.values()))
    written = io.BytesIO()
    book.save(written)
    found = hand_in(ward_officer, written.getvalue(), "a.xlsx")
    assert found.counts["new"] == 1, wrong(found)
    assert changes(found)["開始時間"] == ("", "10:00")


def test_the_form_asks_the_secretariat_whose_calendar_it_is(browser, secretariat):
    upload = SimpleUploadedFile("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    answer = browser(secretariat).post("/events/imports/", {"file": upload})
    assert answer.status_code == 400
    assert "団体コードを入力してください" in answer.content.decode()


def test_who_may_take_in_finds_the_way_on_the_list(browser, visitor, reader, ward_officer, secretariat):
    for client, shown in (
        (visitor, 0),
        (browser(reader), 0),
        (browser(ward_officer), 1),
        (browser(secretariat), 1),
    ):
        assert client.get("/events/").content.decode().count('href="/events/imports/"') == shown


def test_what_nobody_takes_in_goes_the_next_night(ward_officer, hand_in):
    hand_in(ward_officer, as_csv(OLD, OLD_ROW))
    run_clock_job("members.discard_old_imports", timezone.now())
    assert EventImport.objects.exists()
    run_clock_job("members.discard_old_imports", timezone.now() + datetime.timedelta(days=8))
    assert not EventImport.objects.exists()
