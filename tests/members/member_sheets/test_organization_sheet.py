"""The sheet of organisations: codes as Excel leaves them, names, kinds, dates."""

import datetime

import pytest

from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization
from tests.members.spreadsheet_uploads import ORGANIZATION, changes, wrong

pytestmark = pytest.mark.django_db


def test_codes_as_excel_leaves_them(upload_sheet, sakai, kushiro, hakodate):
    found = upload_sheet(
        "organizations",
        ORGANIZATION,
        ["１２０６８"],  # full width, without its zero
        ["27140"],  # without its check digit
        ["1202", *[""] * 6, "2026-04-01", ""],  # without both: 函館市
    )
    assert [line["name"] for line in found.report] == ["北海道釧路市", "大阪府堺市", "北海道函館市"]
    assert found.counts["wrong"] == 0


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("271404", "検査数字（6桁目）が合いません。「271403」ではありませんか。"),
        ("999998", "検査数字（6桁目）が合いません"),
        ("472018", "の自治体は登録されていません"),
        ("99999", "当てはまる自治体がありません"),
        ("27", "6桁の数字"),
        ("堺市", "6桁の数字"),
    ],
)
def test_codes_that_are_none(upload_sheet, sakai, code, sentence):
    assert sentence in wrong(upload_sheet("organizations", ORGANIZATION, [code]))[2]


def test_a_code_with_two_readings_is_told_by_the_name(upload_sheet, make_organization):
    make_organization("千歳市", code="012238", prefecture="北海道")
    make_organization("神栖市", code="122386", prefecture="千葉県")
    found = upload_sheet("organizations", ORGANIZATION, ["12238"], ["12238", "千葉"], ["12238", "", "千歳市"])
    assert "どちらにも読めます" in wrong(found)[2]
    assert [line["name"] for line in found.report[1:]] == ["千葉県神栖市", "北海道千歳市"]


def test_code_and_name_must_agree(upload_sheet, sakai, kushiro):
    found = upload_sheet("organizations", ORGANIZATION, ["271403", "", "釧路市"], ["012068", "大阪府"])
    assert set(wrong(found)) == {2, 3}
    assert "団体コード271403は大阪府堺市です" in wrong(found)[2]


def test_names_without_code(upload_sheet, make_organization, sakai):
    make_organization("府中市", code="132063", prefecture="東京都")
    make_organization("府中市", code="342084", prefecture="広島県")
    make_organization("見本町村会", prefecture="青森県", kind="association")
    found = upload_sheet(
        "organizations",
        ORGANIZATION,
        ["", "", "府中市"],
        ["", "広島", "府中市"],
        ["", "", "大阪府堺市"],
        ["", "青森県", "見本町村会", "みほん"],
    )
    assert "2つ以上あります" in wrong(found)[2]
    assert [line["name"] for line in found.report[1:3]] == ["広島県府中市", "大阪府堺市"]
    assert changes(found, 5) == {"読み": ("", "みほん")}


def test_a_body_without_code_is_made_and_needs_its_facts(upload_sheet, commit, sakai):
    good = ["", "青森県", "見本町村会", "みほん", "団体", "", "", "H30.4.1", ""]
    found = upload_sheet("organizations", ORGANIZATION, good)
    assert commit(found).done_at
    body = Organization.objects.get(name="見本町村会")
    assert (body.kind, body.prefecture, body.joined_on) == (
        "association",
        "青森県",
        datetime.date(2018, 4, 1),
    )
    bad = upload_sheet("organizations", ORGANIZATION, ["", "", "別の会"], ["", "", "", "読みだけ"])
    assert {"都道府県", "種別", "読み", "会員登録日"} <= set(wrong(bad)[2].replace("\n", ": ").split(": "))
    assert "団体コード、または" in wrong(bad)[3]


def test_the_secretariat_is_not_made_by_a_sheet(upload_sheet, sakai):
    found = upload_sheet(
        "organizations", ORGANIZATION, ["", "東京都", "別の事務局", "べつ", "事務局", "", "", "R1.5.1"]
    )
    assert "種別が「団体」の行だけ" in wrong(found)[2]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["271403", "", "", "漢字"], "読み: ひらがな"),
        (["271403", "", "", "", "特別区"], "種別は変えられません"),
        (["271403", "", "", "", "市長"], "のどれかを入力"),
        (["271403", "大坂"], "都道府県: 都道府県は"),
        (["271403", *[""] * 4, "ftp//x x"], "公式サイト: https://"),
        (["271403", *[""] * 5, "あ" * 1001], "1,000文字以内"),
        (["271403", *[""] * 6, "令和8年2月29日"], "会員登録日"),
        (["271403", *[""] * 6, "(空欄)"], "空欄にはできません"),
        (["271403", *[""] * 7, "R8.3.31"], "退会と再入会は、この表では変えられません"),
    ],
)
def test_cells_that_are_refused(upload_sheet, sakai, row, sentence):
    assert sentence in wrong(upload_sheet("organizations", ORGANIZATION, row))[2]


def test_empty_leaves_and_the_sign_empties(upload_sheet, commit, sakai):
    Organization.objects.update(introduction="古い文", website="https://old.example/")
    found = upload_sheet("organizations", ORGANIZATION, ["271403", *[""] * 5, "(空欄)"])
    assert changes(found) == {"紹介文": ("古い文", "")}
    commit(found)
    sakai.refresh_from_db()
    assert (sakai.introduction, sakai.website) == ("", "https://old.example/")


def test_an_abolished_body_is_no_new_member(upload_sheet, hakodate, sakai):
    LocalGovernment.objects.filter(pk=hakodate.pk).update(abolished_on="2026-04-01")
    found = upload_sheet("organizations", ORGANIZATION, ["012025", *[""] * 6, "2026-04-01"])
    assert "廃止された自治体です" in wrong(found)[2]


@pytest.mark.parametrize("second", [["271403"], ["", "大阪府", "堺市"], ["27140"]])
def test_two_lines_about_one_body(upload_sheet, sakai, second):
    found = upload_sheet("organizations", ORGANIZATION, ["271403"], second)
    assert "2行目と同じ団体です" in wrong(found)[3]
