"""The sheet of sections: made, renamed, changed; closed ones stay closed."""

import pytest
from django.utils import timezone

from common.audit_log.models import AuditEntry
from members.sections.models import Section
from tests.members.spreadsheet_uploads import SECTION, wrong

pytestmark = pytest.mark.django_db


def test_sections_are_made_renamed_and_changed(upload_sheet, commit, sakai, kushiro):
    section = sakai.sections.get()
    Section.objects.update(bounced_at=timezone.now())
    found = upload_sheet(
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
    assert AuditEntry.objects.filter(verb="members.section_changed", object_id=str(section.pk)).exists()


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
def test_sections_that_are_refused(upload_sheet, sakai, kushiro, hakodate, row, sentence):
    Section.objects.create(organization=sakai, name="広聴課", mailbox="k@city.example")
    known = {"other": kushiro.sections.get().pk, "own": sakai.sections.first().pk}
    row = [known.get(row[0], row[0]), *row[1:]]
    assert sentence in wrong(upload_sheet("sections", SECTION, row))[2]


def test_a_closed_section_stays_closed(upload_sheet, sakai, secretariat):
    section = sakai.sections.get()
    Section.objects.filter(pk=section.pk).update(closed_at=timezone.now(), closed_by=secretariat)
    header = [*SECTION, "状態"]
    found = upload_sheet(
        "sections",
        header,
        [section.pk, *[""] * 8, "廃止"],
        [section.pk, *[""] * 8, "利用中"],
        [section.pk, *[""] * 4, "x@y.example", "", "", "", "廃止"],
    )
    assert 2 not in wrong(found)
    assert "廃止と再開は、この表ではできません" in wrong(found)[3]
    assert "廃止された部署です" in wrong(found)[4]
