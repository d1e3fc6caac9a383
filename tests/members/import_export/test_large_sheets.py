"""A large sheet is the worker's: followed on its page, written whole or not at all, told by mail."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.spreadsheets import limits
from common.spreadsheets.reading import extent_of
from members.import_export import actions
from members.import_export.actions import CHANGED_SINCE, NO_LONGER, NOT_READY, TAKE_IN_TASK
from members.import_export.models import ANOTHER, SheetImport
from members.member_sheets.organization_sheet import OrganizationSheet
from members.organizations.models import Organization
from members.users.models import User
from tests.members.spreadsheet_uploads import ORGANIZATION, changes, upload
from tests.worker import by_clock, take_in, told

pytestmark = pytest.mark.django_db
ROW, OTHER = ["271403", "", "", "さかい"], ["012068", "", "", "くしろのまち"]
MAIL = "members.member_sheet_import_ended"


@pytest.fixture(autouse=True)
def large(monkeypatch):
    monkeypatch.setattr(limits, "AT_ONCE_ROWS", 1)


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


@pytest.fixture
def brought(upload_sheet, sakai, kushiro):
    """Two rows, which wait for the worker."""
    return upload_sheet("organizations", ORGANIZATION, ROW, OTHER)


def jobs():
    return ProcrastinateJob.objects.filter(task_name=TAKE_IN_TASK)


def press(client, row, seen=None):
    row.refresh_from_db()
    url = f"{row.get_absolute_url()}commit/"
    return client.post(url, {"seen": row.fingerprint if seen is None else seen}, follow=True).text


def kana(organization) -> str:
    return Organization.objects.get(pk=organization.pk).name_kana


def mails() -> list[str]:
    told(job=MAIL)
    mails = OutgoingMail.objects.filter(purpose=MAIL, state="queued")
    return list(mails.order_by("pk").values_list("subject", flat=True))


def test_the_whole_way(client, secretariat, brought, sakai):
    page = client.get(brought.get_absolute_url()).text
    assert "0 / 2行" in page
    assert "何も書き込んでいません" in page
    assert "この内容で取り込む" not in page
    assert take_in(brought).counts == {"wrong": 0, "new": 0, "changed": 2, "same": 0}
    assert (brought.done, brought.total, brought.upload) == (0, 2, None)
    assert changes(brought) == {"読み": ("さかいし", "さかい")}
    assert "この内容で取り込む" in client.get(brought.get_absolute_url()).text
    assert mails() == [f"内容を確かめてください: {brought.file_name}"]
    page = press(client, brought)
    assert "2行を書き込んでいます" in page
    assert 'data-progress="running"' in page
    assert kana(sakai) == "さかいし"
    assert take_in(brought).done_at
    assert kana(sakai) == "さかい"
    assert brought.table is None
    assert "取り込みました: 新規 0件、変更 2件" in client.get(brought.get_absolute_url()).text
    assert mails()[-1] == f"取込みが終わりました: {brought.file_name}"
    mail = OutgoingMail.objects.filter(purpose=MAIL).latest("pk")
    assert mail.to == secretariat.email
    assert "変更        2行" in mail.body
    verbs = AuditEntry.objects.filter(verb__startswith="members.sheet_").order_by("pk")
    assert [line.verb for line in verbs] == ["members.sheet_compared", "members.sheet_imported"]


def test_how_far_it_is_can_be_read_while_it_goes_on(brought, monkeypatch):
    seen = []
    monkeypatch.setattr(actions, "STEP", 1)
    compare = OrganizationSheet.compare

    def looked(sheet, line):
        seen.append(SheetImport.objects.values_list("done", "total").get())
        compare(sheet, line)

    monkeypatch.setattr(OrganizationSheet, "compare", looked)
    take_in(brought)
    assert seen == [(0, 2), (1, 2)]


def test_pressed_twice_there_is_one_job_and_it_is_written_once(client, brought, hakodate):
    take_in(brought)
    assert jobs().count() == 1
    for _ in range(2):
        assert "書き込んでいます" in press(client, brought)
    assert jobs().count() == 2
    take_in(brought)
    press(client, brought)
    assert jobs().count() == 2
    assert AuditEntry.objects.filter(verb="members.sheet_imported").count() == 1


def test_nobody_else_sees_or_moves_it(browser, make_user, secretariat_body, officer, client, brought):
    other = browser(make_user("second@city.example", secretariat_body, "事務 六郎"))
    take_in(brought)
    for who, status in ((other, 404), (browser(officer), 403)):
        assert who.get(brought.get_absolute_url()).status_code == status
        for verb in ("commit", "discard"):
            answer = who.post(f"{brought.get_absolute_url()}{verb}/", {"seen": brought.fingerprint})
            assert answer.status_code == status
    assert jobs().count() == 1


def test_a_second_one_of_its_kind_is_told_so(browser, make_user, secretariat_body, client, brought):
    other = browser(make_user("second@city.example", secretariat_body, "事務 六郎"))
    for small in ([ROW], [ROW, OTHER]):
        answer = other.post("/members/sheets/organizations/", {"file": upload(ORGANIZATION, *small)})
        assert answer.status_code == 400
        assert ANOTHER in answer.text
    header = ["団体コード", "担当部署", "共通アドレス"]
    answer = other.post("/members/sheets/sections/", {"file": upload(header, ROW[:1], OTHER[:1])})
    assert answer.status_code == 302
    take_in(brought)
    second = other.post("/members/sheets/organizations/", {"file": upload(ORGANIZATION, ROW, OTHER)})
    assert second.status_code == 302
    assert ANOTHER in press(client, brought)
    assert not SheetImport.objects.get(pk=brought.pk).is_unfinished


def test_two_at_once_are_one(brought, secretariat):
    with pytest.raises(IntegrityError, match="sheetimport_one_at_a_time"), transaction.atomic():
        SheetImport.objects.create(kind="organizations", by=secretariat)


def test_what_is_no_sheet_is_refused_before_there_is_a_job(client):
    for name, content in (("表.xlsx", b"\x89PNG\r\n\x1a\n0000"), ("表.csv", b""), ("表.csv", b"\0" * 900)):
        answer = client.post("/members/sheets/organizations/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 400
    assert not SheetImport.objects.exists()
    assert not jobs().exists()


@pytest.mark.parametrize(
    ("header", "row", "sentence"),
    [
        (["名前", "住所"], ["あ", "い"], "「団体コード」「名称」のどれかの列が必要です"),
        (["団体コード"], ["=1+1"], "A2に数式があります"),
        (["団体コード"], ["271403"] * 5001, "5,000行以内に分けて"),
    ],
)
def test_what_the_worker_cannot_read_is_on_the_page_and_in_the_mail(
    client, upload_sheet, header, row, sentence
):
    rows = [row] if len(header) == len(row) else [[cell] for cell in row]
    found = take_in(upload_sheet("organizations", header, *rows, *rows[:1]))
    assert sentence in found.reason
    page = client.get(found.get_absolute_url()).text
    assert "ファイルを読み取れませんでした" in page
    assert sentence in page
    assert mails() == [f"ファイルを読み取れませんでした: {found.file_name}"]
    assert sentence in OutgoingMail.objects.get(purpose=MAIL).body
    assert found.upload is None
    assert NOT_READY in press(client, found)
    assert AuditEntry.objects.filter(verb="members.sheet_failed").count() == 1


def test_changed_since_they_looked_it_is_shown_anew(client, brought, sakai):
    take_in(brought)
    press(client, brought)
    Organization.objects.filter(pk=sakai.pk).update(name_kana="さかいのまち")
    assert take_in(brought).reason == CHANGED_SINCE
    assert kana(sakai) == "さかいのまち"
    page = client.get(brought.get_absolute_url()).text
    assert CHANGED_SINCE in page
    assert "さかいのまち" in page
    assert mails()[-1] == f"取り込んでいません: {brought.file_name}"
    press(client, brought, seen="0" * 64)
    assert jobs().count() == 2
    press(client, brought)
    assert take_in(brought).done_at
    assert kana(sakai) == "さかい"


def test_given_up_while_it_is_compared(client, brought):
    assert "取込みをやめました" in client.post(f"{brought.get_absolute_url()}discard/", follow=True).text
    actions.take_in_sheet(SheetImport, brought.pk)
    assert not SheetImport.objects.exists()
    assert mails() == []


def test_not_given_up_while_it_is_written(client, brought, sakai):
    take_in(brought)
    press(client, brought)
    answer = client.post(f"{brought.get_absolute_url()}discard/", follow=True)
    assert "取りやめることはできません" in answer.text
    assert take_in(brought).done_at


def test_a_worker_that_dies_while_it_writes_leaves_nothing_half_written(client, brought, sakai, monkeypatch):
    """Killed, it runs no other line; its transaction ends with its connection."""
    take_in(brought)
    press(client, brought)

    class Killed(BaseException):
        pass

    write = OrganizationSheet.write

    def half(sheet, plan, *, by, number):
        write(sheet, plan, by=by, number=number)
        raise Killed

    monkeypatch.setattr(OrganizationSheet, "write", half)
    with pytest.raises(Killed), transaction.atomic():
        actions.take_in_sheet(SheetImport, brought.pk)
    monkeypatch.setattr(OrganizationSheet, "write", write)
    assert kana(sakai) == "さかいし"
    brought.refresh_from_db()
    assert brought.is_being_written
    assert take_in(brought).done_at  # the job is given to another one
    assert AuditEntry.objects.filter(verb="members.sheet_imported").count() == 1


def test_a_worker_that_comes_late_does_not_undo_the_press(client, brought, sakai):
    """Two compared it; the second ends after its bringer went on."""
    late = SheetImport.objects.select_related("by").get(pk=brought.pk)
    take_in(brought)
    press(client, brought)
    actions._compare_whole(late)
    actions.fail_import(late, "遅れました")
    brought.refresh_from_db()
    assert (brought.is_being_written, brought.reason) == (True, "")
    assert take_in(brought).done_at


def test_one_whose_job_is_lost_ends_after_an_hour(client, brought):
    assert by_clock("members.fail_lost_sheetimport") == 0
    SheetImport.objects.update(requested_at=timezone.now() - datetime.timedelta(minutes=61))
    assert by_clock("members.fail_lost_sheetimport") == 1
    brought.refresh_from_db()
    assert "何も書き込んでいません" in brought.reason
    assert brought.reason in client.get(brought.get_absolute_url()).text
    assert take_in(brought).counts == {}  # the worker that comes late does nothing


def test_our_own_fault_is_said_and_raised(brought, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(OrganizationSheet, "find", broken)
    with pytest.raises(ZeroDivisionError):
        actions.take_in_sheet(SheetImport, brought.pk)
    brought.refresh_from_db()
    assert "システムの誤り" in brought.reason


def test_who_may_no_longer_take_sheets_in_writes_nothing(client, secretariat, brought, officer, sakai):
    take_in(brought)
    press(client, brought)
    User.objects.filter(pk=secretariat.pk).update(section=officer.section)
    assert take_in(brought).reason == NOT_READY
    assert kana(sakai) == "さかいし"


def test_who_left_meanwhile_has_nothing_compared_and_gets_no_mail(secretariat, brought):
    User.objects.filter(pk=secretariat.pk).update(is_active=False)
    assert take_in(brought).reason == NO_LONGER
    assert mails() == []


def test_the_mail_of_a_comparison_is_needless_once_they_went_on(client, brought):
    take_in(brought)
    press(client, brought)
    assert mails() == []


def test_the_extent_of_a_file_is_known_unread():
    book = Workbook()
    for number in range(700):
        book.active.append([f"<row >{number}", "x" * 900])
    kept = io.BytesIO()
    book.save(kept)
    rows, size = extent_of(SimpleUploadedFile("表.xlsx", kept.getvalue()))
    assert rows == 699
    assert size > 600_000
    assert extent_of(SimpleUploadedFile("表.csv", "あ,い\r\n".encode() * 30)) == (29, 270)
    assert extent_of(SimpleUploadedFile("表.csv", "あ,い\r".encode() * 30))[0] == 29
