"""Sheets on their way out, in the shape in which they come in again."""

import csv
import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from common.audit_log.models import AuditEntry
from members.import_export.models import SheetImport
from members.member_sheets.sheets import IMPORTED_SHEETS
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from tests.members.spreadsheet_uploads import ORGANIZATION, SECTION, changes, wrong

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", IMPORTED_SHEETS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_written_out_comes_in_unchanged(
    browser, secretariat, officer, colleague, kushiro, koto, make_organization, table, kind
):
    body = make_organization("=1+1の会", prefecture="東京都", kind="association", kana="かい")
    Organization.objects.filter(pk=kushiro.pk).update(introduction="　一段目\r\n+81 二段目\n＝", website="")
    Section.objects.filter(organization=body).update(telephone="代表担当者 内線(12", name="@課", address="-1")
    User.objects.filter(pk=colleague.pk).update(name="+81 次郎", is_active=False)
    client = browser(secretariat)
    response = client.get(f"/members/sheets/{table}/present.{kind}")
    data = b"".join(response.streaming_content)
    answer = client.post(f"/members/sheets/{table}/", {"file": SimpleUploadedFile(f"a.{kind}", data)})
    found = SheetImport.objects.get(pk=answer.url.split("/")[-2])
    assert found.counts == {"wrong": 0, "new": 0, "changed": 0, "same": 5}, wrong(found)
    assert AuditEntry.objects.filter(verb="members.sheet_exported", by=secretariat).exists()


def test_the_ledger_has_three_sheets_codes_as_text_and_no_formula(browser, secretariat, kushiro):
    Organization.objects.filter(pk=kushiro.pk).update(introduction="=1+1")
    response = browser(secretariat).get("/members/sheets/ledger.xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["会員", "担当部署", "担当者", "説明"]
    cell = book["会員"]["A2"]
    assert (cell.value, cell.number_format) == ("012068", "@")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)


@pytest.mark.usefixtures("no_cast")
def test_the_ledger_goes_in_as_it_is(browser, secretariat, officer):
    client = browser(secretariat)
    response = client.get("/members/sheets/ledger.xlsx")
    data = b"".join(response.streaming_content)
    answer = client.post("/members/sheets/sections/", {"file": SimpleUploadedFile("a.xlsx", data)})
    assert SheetImport.objects.get(pk=answer.url.split("/")[-2]).counts["same"] == 2


@pytest.mark.usefixtures("no_cast")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_people_are_written_out_and_not_taken_in(browser, secretariat, officer, colleague, kind):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    client = browser(secretariat)
    data = b"".join(client.get(f"/members/sheets/users/present.{kind}").streaming_content)
    if kind == "xlsx":
        rows = list(load_workbook(io.BytesIO(data)).worksheets[0].values)
    else:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row[6] for row in rows] == ["メールアドレス", officer.email, secretariat.email]
    assert list(rows[1][1:6]) == ["271403", "大阪府", "堺市", "企画課", officer.name]
    assert list(rows[1][7:]) == ["代表担当者", "利用中"]
    assert client.get("/members/sheets/users/").status_code == 404
    assert client.get("/members/sheets/users/template.xlsx").status_code == 404


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
    assert AuditEntry.objects.filter(verb="members.sheet_exported").count() == 1


@pytest.mark.parametrize("table", IMPORTED_SHEETS)
def test_a_plan_costs_the_same_for_one_and_three(
    upload_sheet, make_organization, make_user, table, django_assert_num_queries
):
    header = {"organizations": ORGANIZATION, "sections": SECTION}[table]
    for n in range(3):
        make_user(
            f"u{n}@city.example", make_organization(f"見本{n}市", code=f"01999{n}", prefecture="北海道")
        )
    rows = {
        "organizations": [[f"01999{n}", "", "", "あ"] for n in range(3)],
        "sections": [["", f"01999{n}", "", "", "企画課", "a@b.example"] for n in range(3)],
    }[table]
    from common.spreadsheets.reading import Row, Table

    queries = {"organizations": 2, "sections": 3}[table]
    for count in (1, 3):
        table_in = Table(
            header, [Row(n, row + [""] * (len(header) - len(row))) for n, row in enumerate(rows[:count], 2)]
        )
        with django_assert_num_queries(queries):
            plan = IMPORTED_SHEETS[table]().plan(table_in, by=User(pk=0))
        assert plan.counts()["changed"] == count


def test_lists_of_imports_cost_the_same(browser, secretariat, upload_sheet, sakai, django_assert_num_queries):
    client = browser(secretariat)

    def more():
        return upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"], client=client)

    found = more()
    for path in ("/members/sheets/", found.get_absolute_url()):
        client.get(path)
        with django_assert_num_queries(4):
            client.get(path)
    more()
    more()
    with django_assert_num_queries(4):
        page = client.get("/members/sheets/")
    assert page.content.decode().count("確認待ち") == 3


def test_a_workbook_with_macros_or_a_password(browser, secretariat):
    from tests import sample_files

    macro = sample_files.archive(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x", "xl/vbaProject.bin": "x"}
    )
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for content, word in ((macro, "マクロ"), (locked, "パスワード")):
        answer = browser(secretariat).post(
            "/members/sheets/sections/", {"file": SimpleUploadedFile("a.xlsx", content)}
        )
        assert (answer.status_code, word in answer.content.decode()) == (400, True)


def test_a_formula_in_a_workbook(browser, secretariat):
    book = Workbook()
    for row in (["団体コード", "担当部署"], ["271403", "=A2"]):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    upload = SimpleUploadedFile("a.xlsx", written.getvalue())
    answer = browser(secretariat).post("/members/sheets/sections/", {"file": upload})
    assert "B2に数式があります" in answer.content.decode()
