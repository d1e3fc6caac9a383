"""What nobody outside may learn: words from inside, hidden answers, what old mails once opened."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from common import japanese_calendar
from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from correspondence.sending.actions import return_draft
from members.mail_tokens.models import MailToken
from members.sections.models import Section
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.delegation.actions import delegate_answer
from pamphlets.deliveries.actions import (
    Parcel,
    dispatch_copies,
    finish_handing_out,
    receive_copies,
    undo_step,
)
from pamphlets.yearly_summary.queries import by_ward
from tests.pamphlets.answers_by_mail.test_answers_by_mail import letter_to, opened
from tests.pamphlets.deliveries.deliveries import photo
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(pamphlet, koto, answer_of):
    return answer_of(pamphlet, koto)


def test_the_register_repeats_no_words_from_inside(
    in_review, officer, pamphlet, koto, ward_officer, browser, answer_of, secretariat
):
    return_draft(item=in_review, by=officer, reason="部数が多すぎます。")
    section = Section.objects.create(organization=koto, name="観光課", mailbox="k@koto.example")
    delegate_answer(
        answer=answer_of(pamphlet, koto), assignee=section, note="課長に相談のこと", by=ward_officer
    )
    said = str(list(AuditEntry.objects.values_list("facts", flat=True)))
    for secret in ("部数が多すぎます。", "お願いします。", "課長に相談のこと"):
        assert secret not in said
    page = browser(ward_officer).get(pamphlet.get_absolute_url()).content.decode()
    assert "課長に相談のこと" in page
    for who in (officer, secretariat):
        assert "課長に相談のこと" not in browser(who).get(pamphlet.get_absolute_url()).content.decode()
    admin = f"/admin/pamphlets/wardanswer/{answer_of(pamphlet, koto).pk}/change/"
    answer = browser(secretariat).get(admin)
    assert answer.status_code == 200
    assert "課長に相談のこと" not in answer.content.decode()


@pytest.mark.parametrize("shown", ["nobody", "names", "all"])
def test_the_summary_tells_a_ward_no_answer_that_the_request_hides(
    make_pamphlet, officer, koto, minato, ward_officer, minato_officer, answer_of, browser, shown
):
    pamphlet = make_pamphlet(officer, [koto, minato], answers_shown=shown)
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=123, by=ward_officer)
    year = japanese_calendar.fiscal_year(japanese_calendar.today())

    def copies(reader):
        found = by_ward(year, reader=reader)
        return {line.organization: line.copies for line in found.lines}[koto], found.total.copies

    assert copies(None) == copies(koto) == (123, 123)
    assert copies(minato) == (123 if shown == "all" else 0, 123)
    page = browser(minato_officer).get("/board/pamphlets/summary/").content.decode()
    row = page.split('<th scope="row">江東区</th>')[1].split("</tr>")[0]
    assert ("123部" in row) == (shown == "all")


# --- mails that opened once ------------------------------------------------------------------------------


@pytest.mark.parametrize("happens", ["moved", "dissolved", "expired"])
def test_an_old_mail_shows_no_answer_to_whoever_still_has_it(
    visitor, pamphlet, own, koto, ward_officer, happens
):
    write_mails("pamphlets.pamphlet_sent")
    page = opened(visitor, ward_officer.section.mailbox)
    answer_pamphlet(answer=own, state="declined", remark="棚がいっぱいです。", by=ward_officer)
    assert "棚がいっぱいです。" in visitor.get(page).content.decode()
    section = Section.objects.filter(pk=ward_officer.section_id)
    if happens == "moved":
        section.update(mailbox="new@koto.example")
    elif happens == "dissolved":
        section.update(closed_at=timezone.now(), closed_by=ward_officer)
    else:
        MailToken.objects.update(expires_at=timezone.now())
    response = visitor.get(page)
    assert response.status_code == 400
    for secret in ("棚がいっぱいです。", "江東 四郎", "辞退"):
        assert secret not in response.content.decode()


def test_who_guesses_codes_learns_nothing_of_the_answer(visitor, pamphlet, own, ward_officer):
    write_mails("pamphlets.pamphlet_sent")
    _, number, code = letter_to(ward_officer.section.mailbox)
    answer_pamphlet(answer=own, state="declined", remark="棚なし", by=ward_officer)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    pages = [visitor.post("/members/proof/", {"number": number, "code": wrong}) for _ in range(12)]
    assert {page.status_code for page in pages} == {400}
    for page in pages:
        assert "江東 四郎" not in page.content.decode()
    assert "10回間違えた" in pages[-1].content.decode()


def test_the_key_of_a_mail_is_neither_in_the_log_nor_sent_on(visitor, pamphlet, ward_officer, caplog):
    write_mails("pamphlets.pamphlet_sent")
    link = letter_to(ward_officer.section.mailbox)[0]
    response = visitor.get(link)
    key = link.rstrip("/").rpartition("/")[2]
    assert key not in response.url
    assert key not in caplog.text
    page = visitor.get(response.url)
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"].count("no-store") == 1
    assert key not in page.content.decode()


# --- files and sheets ------------------------------------------------------------------------------------


@pytest.fixture
def seen_by(
    browser, officer, reader, stranger, ward_officer, minato_officer, ota_officer, secretariat, visitor
):
    """Who gets a file: "officer reader …"."""
    people = {
        "officer": officer, "reader": reader, "stranger": stranger, "ward": ward_officer,
        "other_ward": minato_officer, "unasked_ward": ota_officer, "secretariat": secretariat,
    }  # fmt: skip
    clients = {"visitor": visitor} | {name: browser(person) for name, person in people.items()}

    def ask(file):
        found = []
        for name, client in clients.items():
            response = client.get(file.get_absolute_url())
            assert response.status_code in (200, 404), name
            b"".join(response.streaming_content) if response.streaming else None
            if response.status_code == 200:
                found.append(name)
        return " ".join(found)

    return ask


def test_samples_are_given_to_the_parties_only(draft, in_review, seen_by, pamphlet, officer, sample):
    for unsent in {draft, in_review}:
        assert seen_by(files_of(unsent)[0]) == "officer reader"
    sent = store_upload(sample(), by=officer)
    assert seen_by(sent) == "officer"  # not attached yet: whoever uploaded it
    attach_files([sent], to=pamphlet)
    assert seen_by(sent) == "officer reader ward other_ward secretariat"


@pytest.mark.parametrize("shown", ["nobody", "names", "all"])
def test_photos_of_a_report_are_part_of_the_answer(
    make_pamphlet, officer, koto, minato, ward_officer, answer_of, seen_by, shown
):
    pamphlet = make_pamphlet(officer, [koto, minato], answers_shown=shown)
    own, day = answer_of(pamphlet, koto), japanese_calendar.today()
    answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    dispatch_copies(pamphlet=pamphlet, parcels=[Parcel(own.pk)], on=day, carrier="", by=officer)
    receive_copies(answer=own, on=day, count=10, by=ward_officer)
    picture = store_upload(photo(), by=ward_officer)
    finish_handing_out(
        answer=own, on=day, handed_out=10, left_over=0, remark="", by=ward_officer, photos=[picture], alt="棚"
    )
    others = " other_ward" if shown == "all" else ""
    assert seen_by(picture) == f"officer reader ward{others} secretariat"
    for step, by in (("finished", ward_officer), ("received", ward_officer), ("dispatched", officer)):
        undo_step(answer=own, step=step, reason="間違いです。", by=by)
    assert not StoredFile.objects.filter(pk=picture.pk).exists()  # nothing is left of what was taken back


def test_what_wards_type_is_no_formula_in_the_sheet(browser, officer, own, ward_officer):
    formula = '=HYPERLINK("http://a.example","押してください")'
    answer_pamphlet(answer=own, state="declined", remark=formula, by=ward_officer)
    response = browser(officer).get(f"{own.pamphlet.get_absolute_url()}answers.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    cells = [cell for row in book.active.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]


def test_an_officer_who_changed_his_ward_leaves_its_answers_behind(
    browser, make_pamphlet, officer, koto, minato, ward_officer, answer_of
):
    pamphlet = make_pamphlet(officer, [koto])
    client = browser(ward_officer)
    assert client.get(pamphlet.get_absolute_url()).status_code == 200
    ward_officer.section = minato.sections.get()
    ward_officer.save()
    for path in ("", "answers.xlsx"):
        assert client.get(f"{pamphlet.get_absolute_url()}{path}").status_code == 404
    with pytest.raises(PermissionDenied):
        answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=1, by=ward_officer)
