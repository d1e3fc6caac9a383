"""Sheets of organisations, sections and people: compared, then written whole or not at all."""

import csv
import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from members import actions
from members.models import LocalGovernment, Organization, Section, SheetImport, User
from members.sheets import SHEETS
from office.models import Entry, Mail

pytestmark = pytest.mark.django_db
ORGANIZATION = [
    "団体コード",
    "都道府県",
    "名称",
    "読み",
    "種別",
    "公式サイト",
    "紹介文",
    "会員登録日",
    "退会日",
]
SECTION = [
    "部署番号",
    "団体コード",
    "都道府県",
    "団体名",
    "担当部署",
    "共通アドレス",
    "電話番号",
    "郵便番号",
    "所在地",
]
USER = ["担当者番号", "団体コード", "団体名", "担当部署", "氏名", "メールアドレス", "役割", "状態"]


def upload(header, *rows):
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    return SimpleUploadedFile("表.csv", written.getvalue().encode("utf-8-sig"))


@pytest.fixture
def hand_in(browser, secretariat):
    """Hand a table in as the secretariat; gives what it was compared to."""

    def hand(table, header, *rows, client=None, **more):
        client = client or browser(secretariat)
        response = client.post(f"/members/sheets/{table}/", {"file": upload(header, *rows), **more})
        assert response.status_code == 302, response.content.decode()
        return SheetImport.objects.get(pk=response.url.split("/")[-2])

    return hand


@pytest.fixture
def commit(browser, secretariat):
    """Look at the comparison and press the button."""

    def press(sheet_import, client=None):
        client = client or browser(secretariat)
        seen = client.get(sheet_import.get_absolute_url()).context["seen"]
        client.post(f"{sheet_import.get_absolute_url()}commit/", {"seen": seen})
        sheet_import.refresh_from_db()
        return sheet_import

    return press


def wrong(sheet_import):
    """{number of the line: its sentences}."""
    return {
        line["number"]: "\n".join(f"{title}: {sentence}" for title, sentence in line["wrong"])
        for line in sheet_import.report
        if line["wrong"]
    }


def changes(sheet_import, number=2):
    line = next(line for line in sheet_import.report if line["number"] == number)
    return {title: (before, after) for title, before, after in line["changes"]}


# --- who may


@pytest.mark.parametrize(
    "path",
    [
        "",
        "users/",
        "users/template.xlsx",
        "users/present.xlsx",
        "organizations/present.csv",
        "ledger.xlsx",
    ],
)
def test_the_sheets_are_the_secretariats(visitor, browser, cast, secretariat, path):
    url = f"/members/sheets/{path}"
    assert visitor.get(url).status_code == 302
    for person in cast:
        assert browser(person).get(url).status_code == 403
    response = browser(secretariat).get(url)
    assert response.status_code == 200
    response.getvalue()


@pytest.fixture
def cast(officer, colleague, reader, stranger, ward_officer):
    return [officer, colleague, reader, stranger, ward_officer]


def test_who_takes_a_sheet_in(visitor, browser, cast, secretariat, sakai):
    data = [ORGANIZATION, ["271403", "", "", "さかい"]]
    assert visitor.post("/members/sheets/organizations/", {"file": upload(*data)}).status_code == 302
    for person in cast:
        answer = browser(person).post("/members/sheets/organizations/", {"file": upload(*data)})
        assert answer.status_code == 403
    assert not SheetImport.objects.exists()
    answer = browser(secretariat).post("/members/sheets/organizations/", {"file": upload(*data)})
    assert answer.status_code == 302


def test_what_one_secretary_brought_the_other_cannot_see_or_write(
    browser, cast, secretariat, secretariat_body, make_user, hand_in, commit, sakai
):
    mine = hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    other = browser(make_user("second@city.example", secretariat_body, "事務 六郎"))
    assert other.get(mine.get_absolute_url()).status_code == 404
    for person in cast:
        assert browser(person).get(mine.get_absolute_url()).status_code == 403
    for verb in ("commit", "discard"):
        url = f"{mine.get_absolute_url()}{verb}/"
        assert other.post(url).status_code == 404
        assert browser(secretariat).get(url).status_code == 405
        for person in cast:
            assert browser(person).post(url).status_code == 403
    assert commit(mine).done_at
    assert other.get(mine.get_absolute_url()).status_code == 200
    for verb in ("commit", "discard"):
        assert other.post(f"{mine.get_absolute_url()}{verb}/").status_code == 403


# --- the way of a sheet


def test_nothing_is_written_before_the_button_and_everything_after(
    hand_in, commit, sakai, hakodate, secretariat
):
    found = hand_in(
        "organizations",
        ORGANIZATION,
        ["271403", "大阪府", "堺市", "サカイ", "", "", "", "", ""],
        ["012025", "", "", "", "", "", "港の町", "令和八年" and "R8.4.1", ""],
    )
    assert found.counts == {"wrong": 0, "new": 1, "changed": 1, "same": 0}
    assert changes(found, 2) == {"読み": ("さかいし", "さかい")}
    assert changes(found, 3)["会員登録日"] == ("", "令和8年4月1日")
    sakai.refresh_from_db()
    assert (sakai.name_kana, Organization.objects.filter(local_government=hakodate).exists()) == (
        "さかいし",
        False,
    )
    assert commit(found).done_at
    sakai.refresh_from_db()
    new = Organization.objects.get(local_government=hakodate)
    assert sakai.name_kana == "さかい"
    assert (new.name, new.kind, new.joined_on) == ("函館市", "municipality", datetime.date(2026, 4, 1))
    assert new.website == hakodate.website
    assert found.table is None
    changed = Entry.objects.get(verb="members.organization_changed")
    assert (changed.by, changed.object_id) == (secretariat, str(sakai.pk))
    assert changed.facts == {"changes": {"読み": ["さかいし", "さかい"]}, "sheet": found.pk}
    assert Entry.objects.get(verb="members.organization_added").object_id == str(new.pk)
    assert Entry.objects.get(verb="members.sheet_taken_in").facts["counts"]["new"] == 1


def test_the_search_finds_what_was_taken_in(hand_in, commit, hakodate, django_capture_on_commit_callbacks):
    from procrastinate.contrib.django.models import ProcrastinateJob

    commit(hand_in("organizations", [*ORGANIZATION], ["012025", *[""] * 6, "2026-04-01", ""]))
    pk = Organization.objects.get(local_government=hakodate).pk
    assert ProcrastinateJob.objects.filter(args={"model": "members.organization", "pk": pk}).exists()


def test_one_error_and_nothing_is_written(browser, secretariat, hand_in, commit, sakai, hakodate):
    found = hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"], ["271404", "", "", "x"])
    page = browser(secretariat).get(found.get_absolute_url()).content.decode()
    assert "1行にエラーがあるため、取り込めません" in page
    assert "この内容で取り込む" not in page
    assert not commit(found).done_at
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかいし"


def test_pressed_twice_it_is_written_once(browser, secretariat, hand_in, commit, hakodate):
    found = hand_in("organizations", ORGANIZATION, ["012025", *[""] * 6, "2026-04-01", ""])
    commit(found)
    commit(found)
    assert Organization.objects.filter(local_government=hakodate).count() == 1
    assert Entry.objects.filter(verb="members.organization_added").count() == 1
    assert Entry.objects.filter(verb="members.sheet_taken_in").count() == 1


def test_the_same_form_twice_is_one_comparison(browser, secretariat, sakai):
    client = browser(secretariat)
    token = client.get("/members/sheets/organizations/").context["form"]["once"].value()
    urls = {
        client.post(
            "/members/sheets/organizations/",
            {"file": upload(ORGANIZATION, ["271403", "", "", "さかい"]), "once": token},
        ).url
        for _ in range(2)
    }
    assert len(urls) == 1
    assert SheetImport.objects.count() == 1


def test_changed_since_he_looked_nothing_is_written(browser, secretariat, hand_in, sakai):
    found = hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    client = browser(secretariat)
    seen = client.get(found.get_absolute_url()).context["seen"]
    Organization.objects.filter(pk=sakai.pk).update(name_kana="さかいのまち")
    url = f"{found.get_absolute_url()}commit/"
    page = client.post(url, {"seen": seen}, follow=True)
    assert "確かめた後に、登録内容が変わりました" in page.content.decode()
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかいのまち"
    found.refresh_from_db()
    assert changes(found) == {"読み": ("さかいのまち", "さかい")}
    client.post(url, {"seen": seen})  # the window that still shows the old one
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかいのまち"
    client.post(url, {"seen": page.context["seen"]})
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかい"


def test_a_comparison_ends_after_a_day(browser, secretariat, hand_in, commit, sakai):
    found = hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    SheetImport.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    assert "期限(24時間)を過ぎました" in browser(secretariat).get(found.get_absolute_url()).content.decode()
    assert not commit(found).done_at
    assert actions.tidy_sheets() == 1
    assert not SheetImport.objects.exists()


def test_details_of_old_imports_go_and_counts_stay(browser, secretariat, hand_in, commit, sakai):
    found = commit(hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"]))
    SheetImport.objects.update(done_at=timezone.now() - datetime.timedelta(days=31))
    actions.tidy_sheets()
    found.refresh_from_db()
    assert (found.report, found.counts["changed"]) == ([], 1)
    assert "30日で消えます" in browser(secretariat).get(found.get_absolute_url()).content.decode()


def test_giving_up(browser, secretariat, hand_in, commit, sakai):
    found = hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    page = browser(secretariat).post(f"{found.get_absolute_url()}discard/", follow=True).content.decode()
    assert "取込みをやめました" in page
    assert not SheetImport.objects.exists()
    done = commit(hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"]))
    page = browser(secretariat).post(f"{done.get_absolute_url()}discard/", follow=True).content.decode()
    assert "取りやめることはできません" in page
    assert SheetImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "中身が空です"),
        ("名前,住所\nx,y".encode(), "「団体コード」「名称」のどれかの列が必要です"),
        ("団体コード\n=1+1".encode(), "A2に数式があります"),
        (("団体コード\n" + "271403\n" * 10_000).encode(), "3,000行以内に分けて"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_the_form(browser, secretariat, content, sentence):
    data = {"file": SimpleUploadedFile("表.csv", content)}
    answer = browser(secretariat).post("/members/sheets/organizations/", data)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    nothing = browser(secretariat).post("/members/sheets/organizations/", {})
    assert nothing.status_code == 400
    assert "取り込むファイルを選んでください" in nothing.content.decode()


def test_a_column_nobody_knows_is_named(browser, secretariat, hand_in, sakai):
    found = hand_in("organizations", ["団体コード", "メモ"], ["271403", "x"])
    page = browser(secretariat).get(found.get_absolute_url()).content.decode()
    assert "次の列は取り込みません" in page
    assert "メモ" in page
    assert found.counts["same"] == 1


def test_a_table_lives_until_it_is_written(hand_in, sakai):
    found = hand_in("organizations", ORGANIZATION, ["271403"])
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetImport.objects.filter(pk=found.pk).update(done_at=timezone.now())


# --- organisations


def test_codes_as_excel_leaves_them(hand_in, sakai, kushiro, hakodate):
    found = hand_in(
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
        ("271404", "検査数字(6桁目)が合いません。「271403」ではありませんか。"),
        ("999998", "検査数字(6桁目)が合いません"),
        ("472018", "の自治体は登録されていません"),
        ("99999", "当てはまる自治体がありません"),
        ("27", "6桁の数字"),
        ("堺市", "6桁の数字"),
    ],
)
def test_codes_that_are_none(hand_in, sakai, code, sentence):
    assert sentence in wrong(hand_in("organizations", ORGANIZATION, [code]))[2]


def test_a_code_with_two_readings_is_told_by_the_name(hand_in, make_organization):
    make_organization("千歳市", code="012238", prefecture="北海道")
    make_organization("神栖市", code="122386", prefecture="千葉県")
    found = hand_in("organizations", ORGANIZATION, ["12238"], ["12238", "千葉"], ["12238", "", "千歳市"])
    assert "どちらにも読めます" in wrong(found)[2]
    assert [line["name"] for line in found.report[1:]] == ["千葉県神栖市", "北海道千歳市"]


def test_code_and_name_must_agree(hand_in, sakai, kushiro):
    found = hand_in("organizations", ORGANIZATION, ["271403", "", "釧路市"], ["012068", "大阪府"])
    assert set(wrong(found)) == {2, 3}
    assert "団体コード271403は大阪府堺市です" in wrong(found)[2]


def test_names_without_code(hand_in, make_organization, sakai):
    make_organization("府中市", code="132063", prefecture="東京都")
    make_organization("府中市", code="342084", prefecture="広島県")
    make_organization("見本町村会", prefecture="青森県", kind="association")
    found = hand_in(
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


def test_a_body_without_code_is_made_and_needs_its_facts(hand_in, commit, sakai):
    good = ["", "青森県", "見本町村会", "みほん", "団体", "", "", "H30.4.1", ""]
    found = hand_in("organizations", ORGANIZATION, good)
    assert commit(found).done_at
    body = Organization.objects.get(name="見本町村会")
    assert (body.kind, body.prefecture, body.joined_on) == (
        "association",
        "青森県",
        datetime.date(2018, 4, 1),
    )
    bad = hand_in("organizations", ORGANIZATION, ["", "", "別の会"], ["", "", "", "読みだけ"])
    assert {"都道府県", "種別", "読み", "会員登録日"} <= set(wrong(bad)[2].replace("\n", ": ").split(": "))
    assert "団体コード、または" in wrong(bad)[3]


def test_the_secretariat_is_not_made_by_a_sheet(hand_in, sakai):
    found = hand_in(
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
        (["271403", *[""] * 5, "あ" * 1001], "1000文字以内"),
        (["271403", *[""] * 6, "令和8年2月29日"], "会員登録日"),
        (["271403", *[""] * 6, "(空欄)"], "空欄にはできません"),
        (["271403", *[""] * 7, "R8.3.31"], "退会と再入会は、この表では変えられません"),
    ],
)
def test_cells_that_are_refused(hand_in, sakai, row, sentence):
    assert sentence in wrong(hand_in("organizations", ORGANIZATION, row))[2]


def test_empty_leaves_and_the_sign_empties(hand_in, commit, sakai):
    Organization.objects.update(introduction="古い文", website="https://old.example/")
    found = hand_in("organizations", ORGANIZATION, ["271403", *[""] * 5, "（空欄）"])
    assert changes(found) == {"紹介文": ("古い文", "")}
    commit(found)
    sakai.refresh_from_db()
    assert (sakai.introduction, sakai.website) == ("", "https://old.example/")


def test_an_abolished_body_is_no_new_member(hand_in, hakodate, sakai):
    LocalGovernment.objects.filter(pk=hakodate.pk).update(abolished_on="2026-04-01")
    found = hand_in("organizations", ORGANIZATION, ["012025", *[""] * 6, "2026-04-01"])
    assert "廃止された自治体です" in wrong(found)[2]


@pytest.mark.parametrize("second", [["271403"], ["", "大阪府", "堺市"], ["27140"]])
def test_two_lines_about_one_body(hand_in, sakai, second):
    found = hand_in("organizations", ORGANIZATION, ["271403"], second)
    assert "2行目と同じ団体です" in wrong(found)[3]


# --- sections


def test_sections_are_made_renamed_and_changed(hand_in, commit, sakai, kushiro):
    section = sakai.sections.get()
    Section.objects.update(bounced_at=timezone.now())
    found = hand_in(
        "sections",
        SECTION,
        [section.pk, "271403", "", "", "政策企画課", "New@City.example", "312345678", "408666", ""],
        ["", "", "北海道", "釧路市", "観光課", "kanko@city.example", "０１５４－３１－０００１", "", ""],
        ["", "012068", "", "", "企画課", "", "", "", "(空欄)"],
    )
    assert found.counts == {"wrong": 0, "new": 1, "changed": 1, "same": 1}
    commit(found)
    section.refresh_from_db()
    assert (section.name, section.mailbox) == ("政策企画課", "new@city.example")
    assert (section.telephone, section.postal_code) == ("0312345678", "040-8666")
    assert section.bounced_at is None
    new = Section.objects.get(name="観光課")
    assert (new.organization, new.telephone) == (kushiro, "0154-31-0001")
    assert kushiro.sections.get(name="企画課").bounced_at is not None
    assert Entry.objects.filter(verb="members.section_changed", object_id=str(section.pk)).exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "271403", "", "", "広報課"], "共通アドレスを入力してください"),
        (["", "271403", "", "", "広報課", "だめ"], "共通アドレス: メールアドレス"),
        (["", "271403", "", "", "企画課", "", "12"], "電話番号は"),
        (["", "271403", "", "", "企画課", "", "", "12"], "郵便番号は"),
        (["", "271403", "", "", ""], "担当部署の名称を入力"),
        (["", "012025", "", "", "企画課"], "先に「会員」の表で登録"),
        (["", "", "", "", "企画課"], "団体コード、または"),
        (["99999", "", "", "", "企画課"], "部署番号99999は登録されていません"),
        (["x", "271403", "", "", "企画課"], "番号は数字で"),
        (["other", "271403", "", "", "企画課"], "北海道釧路市の部署です"),
        (["own", "", "", "", "広聴課"], "同じ名称の部署があります"),
    ],
)
def test_sections_that_are_refused(hand_in, sakai, kushiro, hakodate, row, sentence):
    Section.objects.create(organization=sakai, name="広聴課", mailbox="k@city.example")
    known = {"other": kushiro.sections.get().pk, "own": sakai.sections.first().pk}
    row = [known.get(row[0], row[0]), *row[1:]]
    assert sentence in wrong(hand_in("sections", SECTION, row))[2]


def test_a_closed_section_stays_closed(hand_in, sakai, secretariat):
    section = sakai.sections.get()
    Section.objects.filter(pk=section.pk).update(closed_at=timezone.now(), closed_by=secretariat)
    header = [*SECTION, "状態"]
    found = hand_in(
        "sections",
        header,
        [section.pk, *[""] * 8, "廃止"],
        [section.pk, *[""] * 8, "利用中"],
        [section.pk, *[""] * 4, "x@y.example", "", "", "", "廃止"],
    )
    assert 2 not in wrong(found)
    assert "廃止と再開は、この表ではできません" in wrong(found)[3]
    assert "廃止された部署です" in wrong(found)[4]


# --- people


def test_people_are_made_moved_and_ended(hand_in, commit, browser, sakai, officer, colleague, secretariat):
    Section.objects.create(organization=sakai, name="観光課", mailbox="k@city.example")
    theirs = browser(colleague)
    found = hand_in(
        "users",
        USER,
        ["", "", "", "", "堺 太郎", officer.email, "", ""],
        [colleague.pk, "", "", "", "", "", "", "終了"],
        ["", "27140", "", "観光課", "新任 八子", "ＮＥＷ@city.example", "", ""],
    )
    assert found.counts == {"wrong": 0, "new": 1, "changed": 2, "same": 0}
    assert changes(found, 4)["役割"] == ("", "担当")
    commit(found)
    officer.refresh_from_db()
    new = User.objects.get(email="new@city.example")
    assert (officer.name, new.section.name, new.role) == ("堺 太郎", "観光課", "officer")
    assert not new.has_usable_password()
    assert theirs.get("/organization/").status_code == 302
    assert Entry.objects.filter(verb="members.user_deactivated", object_id=str(colleague.pk)).exists()
    assert not Mail.objects.exists()


def test_invitations_only_where_ticked_and_once(hand_in, commit, sakai, officer):
    found = hand_in("users", USER, ["", "271403", "", "企画課", "新任", "new@city.example"], invites="on")
    commit(found)
    assert not Mail.objects.exists()  # the worker's, not the request's
    new = User.objects.get(email="new@city.example")
    from procrastinate.contrib.django.models import ProcrastinateJob

    job = ProcrastinateJob.objects.get(task_name="members.invite_users")
    assert job.args == {"user_ids": [new.pk]}
    assert actions.invite_users(user_ids=[new.pk, officer.pk]) == 1
    assert actions.invite_users(user_ids=[new.pk, officer.pk]) == 0
    assert Mail.objects.get().to == new.email
    assert "確認コード" in Mail.objects.get().body


def test_the_first_of_an_organisation_represents_it(hand_in, commit, kushiro):
    found = hand_in(
        "users",
        USER,
        ["", "012068", "", "企画課", "一人目", "a@city.example"],
        ["", "012068", "", "企画課", "二人目", "b@city.example"],
    )
    assert changes(found, 2)["役割"] == ("", "代表")
    assert changes(found, 3)["役割"] == ("", "担当")


def test_the_last_representative_stays(hand_in, officer, colleague):
    alone = hand_in("users", USER, [officer.pk, *[""] * 5, "担当"])
    assert "大阪府堺市の代表がいなくなります" in wrong(alone)[2]
    ended = hand_in("users", USER, [officer.pk, *[""] * 6, "終了"])
    assert "状態: 大阪府堺市の代表がいなくなります" in wrong(ended)[2]
    both = hand_in("users", USER, [officer.pk, *[""] * 5, "担当"], [colleague.pk, *[""] * 5, "代表"])
    assert not wrong(both)


def test_an_organisation_that_left_may_lose_its_representative(hand_in, officer, sakai):
    Organization.objects.filter(pk=sakai.pk).update(withdrawn_on="2026-03-31")
    assert not wrong(hand_in("users", USER, [officer.pk, *[""] * 6, "終了"]))


def test_an_address_is_changed_by_number_and_sessions_of_allauth_forget_it(
    hand_in, commit, officer, stranger
):
    found = hand_in("users", USER, [officer.pk, "", "", "", "", "moved@city.example"])
    assert changes(found) == {"メールアドレス": ("officer@city.example", "moved@city.example")}
    commit(found)
    officer.refresh_from_db()
    assert officer.email == "moved@city.example"
    taken = hand_in("users", USER, [officer.pk, "", "", "", "", stranger.email])
    assert "北海道釧路市の釧路 三郎さんが使っています" in wrong(taken)[2]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "012068", "", "企画課", "x", "officer@city.example"], "大阪府堺市の担当者です"),
        (["", "271403", "", "無い課", "x", "new@city.example"], "に「無い課」はありません"),
        (["", "271403", "", "企画課", "x", "だめ"], "メールアドレス: メールアドレスを"),
        (["", "271403", "", "企画課", "", "new@city.example"], "氏名を入力してください"),
        (["", "271403", "", "", "x", "new@city.example"], "担当部署を入力してください"),
        (["", "", "", "企画課", "x", "new@city.example"], "団体コード、または"),
        (["", "271403", "", "企画課", "x", ""], "メールアドレスを入力してください"),
        (["", "271403", "", "企画課", "x", "new@city.example", "課長"], "のどれかを入力"),
        (["", "271403", "", "企画課", "x", "new@city.example", "", "終了"], "「利用中」にするか"),
        (["987654321", "", "", "", "x"], "担当者番号987654321は登録されていません"),
        (["", "", "", "", "x", "root@city.example"], "団体に属さない管理者"),
        (["", "", "", "", "x", "secretariat@city.example", "", "終了"], "自分自身の"),
    ],
)
def test_people_that_are_refused(hand_in, officer, stranger, secretariat, row, sentence):
    User.objects.create_superuser("root@city.example", "x", name="管理者")
    assert sentence in wrong(hand_in("users", USER, row))[2]


def test_who_ended_comes_back_only_on_purpose(hand_in, commit, officer, colleague):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    row = [colleague.pk, "", "", "", "改名", "", ""]
    assert "利用は終了しています" in wrong(hand_in("users", USER, [*row, ""]))[2]
    commit(hand_in("users", USER, [*row, "利用中"]))
    colleague.refresh_from_db()
    assert (colleague.is_active, colleague.name) == (True, "改名")
    User.objects.filter(pk=colleague.pk).update(is_active=False, email="former-1@account.invalid")
    assert "新しいメールアドレス" in wrong(hand_in("users", USER, [*row, "利用中"]))[2]


def test_an_administrator_is_not_changed_by_a_secretary(hand_in, sakai, secretariat):
    User.objects.create_superuser("root@city.example", "x", name="管理者", section=sakai.sections.get())
    found = hand_in("users", USER, ["", "", "", "", "別名", "root@city.example"])
    assert "システム管理者の登録は変えられません" in wrong(found)[2]


def test_two_lines_about_one_person(hand_in, officer, colleague):
    found = hand_in(
        "users",
        USER,
        [officer.pk],
        ["", "", "", "", "x", officer.email],
        [colleague.pk, "", "", "", "", "same@city.example"],
        ["", "271403", "", "企画課", "y", "same@city.example"],
    )
    assert "2行目と同じ担当者です" in wrong(found)[3]
    assert "4行目と同じ担当者です" in wrong(found)[5]


# --- out, and in again


@pytest.mark.parametrize("table", SHEETS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_written_out_comes_in_unchanged(
    browser, secretariat, officer, colleague, kushiro, koto, make_organization, table, kind
):
    body = make_organization("=1+1の会", prefecture="東京都", kind="association", kana="かい")
    Organization.objects.filter(pk=kushiro.pk).update(introduction="　一段目\r\n+81 二段目\n＝", website="")
    Section.objects.filter(organization=body).update(telephone="代表 内線(12", name="@課", address="-1")
    User.objects.filter(pk=colleague.pk).update(name="+81 次郎", is_active=False)
    client = browser(secretariat)
    response = client.get(f"/members/sheets/{table}/present.{kind}")
    data = b"".join(response.streaming_content)
    answer = client.post(f"/members/sheets/{table}/", {"file": SimpleUploadedFile(f"a.{kind}", data)})
    found = SheetImport.objects.get(pk=answer.url.split("/")[-2])
    expected = {"organizations": 5, "sections": 5, "users": 2}[table]
    assert found.counts == {"wrong": 0, "new": 0, "changed": 0, "same": expected}, wrong(found)
    assert Entry.objects.filter(verb="members.sheet_exported", by=secretariat).exists()


def test_the_ledger_has_three_sheets_codes_as_text_and_no_formula(browser, secretariat, kushiro):
    Organization.objects.filter(pk=kushiro.pk).update(introduction="=1+1")
    response = browser(secretariat).get("/members/sheets/ledger.xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["会員", "担当部署", "担当者", "説明"]
    cell = book["会員"]["A2"]
    assert (cell.value, cell.number_format) == ("012068", "@")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)


def test_the_ledger_goes_in_as_it_is(browser, secretariat, officer):
    client = browser(secretariat)
    response = client.get("/members/sheets/ledger.xlsx")
    data = b"".join(response.streaming_content)
    answer = client.post("/members/sheets/users/", {"file": SimpleUploadedFile("a.xlsx", data)})
    assert SheetImport.objects.get(pk=answer.url.split("/")[-2]).counts["same"] == 2


def test_a_template_filled_in(browser, secretariat, hakodate):
    client = browser(secretariat)
    response = client.get("/members/sheets/organizations/template.xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    book["会員"].append([12025, None, None, None, None, None, None, datetime.date(2026, 4, 1)])
    written = io.BytesIO()
    book.save(written)
    upload = SimpleUploadedFile("a.xlsx", written.getvalue())
    answer = client.post("/members/sheets/organizations/", {"file": upload})
    found = SheetImport.objects.get(pk=answer.url.split("/")[-2])
    assert found.counts == {"wrong": 0, "new": 1, "changed": 0, "same": 0}
    assert changes(found)["会員登録日"] == ("", "令和8年4月1日")


@pytest.mark.parametrize("table", ["organization", "section", "user"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_chosen_rows_of_the_admin(browser, secretariat, officer, stranger, table, kind):
    model = {"organization": Organization, "section": Section, "user": User}[table]
    chosen = {"organization": officer.organization, "section": officer.section, "user": officer}[table]
    response = browser(secretariat).post(
        f"/admin/members/{table}/", {"action": f"export_{kind}", "_selected_action": [chosen.pk]}
    )
    data = b"".join(response.streaming_content)
    if kind == "xlsx":
        rows = list(load_workbook(io.BytesIO(data)).worksheets[0].values)
    else:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 2 < model.objects.count() + 1
    assert "堺市" in rows[1]
    assert Entry.objects.filter(verb="members.sheet_exported").count() == 1


@pytest.mark.parametrize("table", SHEETS)
def test_a_plan_costs_the_same_for_one_and_three(
    hand_in, make_organization, make_user, table, django_assert_num_queries
):
    header = {"organizations": ORGANIZATION, "sections": SECTION, "users": USER}[table]
    for n in range(3):
        make_user(
            f"u{n}@city.example", make_organization(f"見本{n}市", code=f"01999{n}", prefecture="北海道")
        )
    rows = {
        "organizations": [[f"01999{n}", "", "", "あ"] for n in range(3)],
        "sections": [["", f"01999{n}", "", "", "企画課", "a@b.example"] for n in range(3)],
        "users": [["", "", "", "", "別名", f"u{n}@city.example"] for n in range(3)],
    }[table]
    from office.sheet_in import Row, Table

    queries = {"organizations": 2, "sections": 3, "users": 5}[table]
    for count in (1, 3):
        table_in = Table(
            header, [Row(n, row + [""] * (len(header) - len(row))) for n, row in enumerate(rows[:count], 2)]
        )
        with django_assert_num_queries(queries):
            plan = SHEETS[table]().plan(table_in, by=User(pk=0))
        assert plan.counts()["changed"] == count


def test_lists_of_imports_cost_the_same(browser, secretariat, hand_in, sakai, django_assert_num_queries):
    client = browser(secretariat)

    def more():
        return hand_in("organizations", ORGANIZATION, ["271403", "", "", "さかい"], client=client)

    found = more()
    for path in ("/members/sheets/", found.get_absolute_url()):
        client.get(path)
        with django_assert_num_queries(4 if path.endswith("sheets/") else 3):
            client.get(path)
    more()
    more()
    with django_assert_num_queries(4):
        page = client.get("/members/sheets/")
    assert page.content.decode().count("確認待ち") == 3


def test_a_workbook_with_macros_or_a_password(browser, secretariat):
    from tests.office import samples

    macro = samples.archive(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x", "xl/vbaProject.bin": "x"}
    )
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for content, word in ((macro, "マクロ"), (locked, "パスワード")):
        answer = browser(secretariat).post(
            "/members/sheets/users/", {"file": SimpleUploadedFile("a.xlsx", content)}
        )
        assert (answer.status_code, word in answer.content.decode()) == (400, True)


def test_a_formula_in_a_workbook(browser, secretariat):
    book = Workbook()
    for row in (["メールアドレス", "氏名"], ["a@b.example", "=A2"]):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    upload = SimpleUploadedFile("a.xlsx", written.getvalue())
    answer = browser(secretariat).post("/members/sheets/users/", {"file": upload})
    assert "B2に数式があります" in answer.content.decode()
