"""The way of a sheet: who may, compared first, then written whole or not at all."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.audit_log.models import AuditEntry
from members.import_export.actions import discard_old_imports
from members.import_export.models import SheetImport
from members.organizations.models import Organization
from tests.members.spreadsheet_uploads import ORGANIZATION, changes, upload

pytestmark = pytest.mark.django_db


def test_what_one_secretary_brought_the_other_cannot_see_or_write(
    browser, secretariat_body, make_user, upload_sheet, commit, sakai
):
    mine = upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    other = browser(make_user("second@city.example", secretariat_body, "事務 六郎"))
    assert other.get(mine.get_absolute_url()).status_code == 404
    for verb in ("commit", "discard"):
        url = f"{mine.get_absolute_url()}{verb}/"
        assert other.post(url).status_code == 404
    assert commit(mine).done_at
    assert other.get(mine.get_absolute_url()).status_code == 200
    for verb in ("commit", "discard"):
        assert other.post(f"{mine.get_absolute_url()}{verb}/").status_code == 403


def test_nothing_is_written_before_the_button_and_everything_after(
    upload_sheet, commit, sakai, hakodate, secretariat
):
    found = upload_sheet(
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
    changed = AuditEntry.objects.get(verb="members.organization_changed")
    assert (changed.by, changed.object_id) == (secretariat, str(sakai.pk))
    assert changed.facts == {"changes": {"読み": ["さかいし", "さかい"]}, "sheet": found.pk}
    assert AuditEntry.objects.get(verb="members.organization_added").object_id == str(new.pk)
    assert AuditEntry.objects.get(verb="members.sheet_imported").facts["counts"]["new"] == 1


def test_the_search_finds_what_was_taken_in(
    upload_sheet, commit, hakodate, django_capture_on_commit_callbacks
):
    from procrastinate.contrib.django.models import ProcrastinateJob

    commit(upload_sheet("organizations", [*ORGANIZATION], ["012025", *[""] * 6, "2026-04-01", ""]))
    pk = Organization.objects.get(local_government=hakodate).pk
    assert ProcrastinateJob.objects.filter(args={"model": "members.organization", "pk": pk}).exists()


def test_one_error_and_nothing_is_written(browser, secretariat, upload_sheet, commit, sakai, hakodate):
    found = upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"], ["271404", "", "", "x"])
    page = browser(secretariat).get(found.get_absolute_url()).content.decode()
    assert "1行にエラーがあるため、取り込めません" in page
    assert "この内容で取り込む" not in page
    assert not commit(found).done_at
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかいし"


def test_pressed_twice_it_is_written_once(browser, secretariat, upload_sheet, commit, hakodate):
    found = upload_sheet("organizations", ORGANIZATION, ["012025", *[""] * 6, "2026-04-01", ""])
    commit(found)
    commit(found)
    assert Organization.objects.filter(local_government=hakodate).count() == 1
    assert AuditEntry.objects.filter(verb="members.organization_added").count() == 1
    assert AuditEntry.objects.filter(verb="members.sheet_imported").count() == 1


def test_the_same_form_twice_is_one_comparison(browser, secretariat, sakai):
    client = browser(secretariat)
    token = client.get("/members/sheets/organizations/").context["form"]["idempotency_key"].value()
    urls = {
        client.post(
            "/members/sheets/organizations/",
            {"file": upload(ORGANIZATION, ["271403", "", "", "さかい"]), "idempotency_key": token},
        ).url
        for _ in range(2)
    }
    assert len(urls) == 1
    assert SheetImport.objects.count() == 1


def test_changed_since_they_looked_nothing_is_written(browser, secretariat, upload_sheet, sakai):
    found = upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    client = browser(secretariat)
    seen = client.get(found.get_absolute_url()).context["import"].fingerprint
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
    client.post(url, {"seen": page.context["import"].fingerprint})
    sakai.refresh_from_db()
    assert sakai.name_kana == "さかい"


def test_a_comparison_ends_after_a_day(browser, secretariat, upload_sheet, commit, sakai):
    found = upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    SheetImport.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    assert "期限（7日）を過ぎました" in browser(secretariat).get(found.get_absolute_url()).content.decode()
    assert not commit(found).done_at
    discard_old_imports(timezone.now())
    assert not SheetImport.objects.exists()


def test_details_of_old_imports_go_and_counts_stay(browser, secretariat, upload_sheet, commit, sakai):
    found = commit(upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"]))
    SheetImport.objects.update(done_at=timezone.now() - datetime.timedelta(days=31))
    discard_old_imports(timezone.now())
    found.refresh_from_db()
    assert (found.report, found.counts["changed"]) == ([], 1)
    assert "30日で消えます" in browser(secretariat).get(found.get_absolute_url()).content.decode()


def test_giving_up(browser, secretariat, upload_sheet, commit, sakai):
    found = upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"])
    page = browser(secretariat).post(f"{found.get_absolute_url()}discard/", follow=True).content.decode()
    assert "取込みをやめました" in page
    assert not SheetImport.objects.exists()
    done = commit(upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"]))
    page = browser(secretariat).post(f"{done.get_absolute_url()}discard/", follow=True).content.decode()
    assert "取りやめることはできません" in page
    assert SheetImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "中身が空です"),
        ("名前,住所\nx,y".encode(), "「団体コード」「名称」のどれかの列が必要です"),
        ("団体コード\n=1+1".encode(), "A2に数式があります"),
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


def test_a_column_nobody_knows_is_named(browser, secretariat, upload_sheet, sakai):
    found = upload_sheet("organizations", ["団体コード", "メモ"], ["271403", "x"])
    page = browser(secretariat).get(found.get_absolute_url()).content.decode()
    assert "次の列は取り込みません" in page
    assert "メモ" in page
    assert found.counts["same"] == 1


def test_a_table_lives_until_it_is_written(upload_sheet, sakai):
    found = upload_sheet("organizations", ORGANIZATION, ["271403"])
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetImport.objects.filter(pk=found.pk).update(done_at=timezone.now())
