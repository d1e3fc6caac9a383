"""What nobody outside may learn: words from inside, hidden answers, what old mails once opened."""

import pytest
from django.utils import timezone

from board import pamphlet_summary as summary
from board import tasks_pamphlet as tasks
from board.actions import pamphlet_draft as drafts
from board.actions import ward_answer as answers
from members.models import MailProof, Section
from office import calendar
from office.models import Entry
from tests.board.pamphlet.test_by_mail import letter_to, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(pamphlet, koto, answer_of):
    return answer_of(pamphlet, koto)


def test_the_register_repeats_no_words_from_inside(
    in_review, officer, pamphlet, koto, ward_officer, browser, answer_of, secretariat
):
    drafts.return_pamphlet(pamphlet=in_review, by=officer, reason="部数が多すぎます。")
    section = Section.objects.create(organization=koto, name="観光課", mailbox="k@koto.example")
    answers.forward_pamphlet(
        answer=answer_of(pamphlet, koto), section=section, note="課長に相談のこと", by=ward_officer
    )
    said = str(list(Entry.objects.values_list("facts", flat=True)))
    for secret in ("部数が多すぎます。", "お願いします。", "課長に相談のこと"):
        assert secret not in said
    page = browser(ward_officer).get(pamphlet.get_absolute_url()).content.decode()
    assert "課長に相談のこと" in page
    for who in (officer, secretariat):
        assert "課長に相談のこと" not in browser(who).get(pamphlet.get_absolute_url()).content.decode()
    admin = f"/admin/board/wardanswer/{answer_of(pamphlet, koto).pk}/change/"
    answer = browser(secretariat).get(admin)
    assert answer.status_code == 200
    assert "課長に相談のこと" not in answer.content.decode()


@pytest.mark.parametrize("shown", ["nobody", "names", "all"])
def test_the_summary_tells_a_ward_no_answer_that_the_request_hides(
    make_pamphlet, officer, koto, minato, ward_officer, minato_officer, answer_of, browser, shown
):
    pamphlet = make_pamphlet(officer, [koto, minato], answers_shown=shown)
    answers.answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=123, by=ward_officer)
    year = calendar.fiscal_year(calendar.today())

    def copies(reader):
        found = summary.by_ward(year, reader=reader)
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
    tasks.tell_wards_of_pamphlet(pamphlet.pk, "requested")
    page = opened(visitor, ward_officer.section.mailbox)
    answers.answer_pamphlet(answer=own, state="declined", remark="棚がいっぱいです。", by=ward_officer)
    assert "棚がいっぱいです。" in visitor.get(page).content.decode()
    section = Section.objects.filter(pk=ward_officer.section_id)
    if happens == "moved":
        section.update(mailbox="new@koto.example")
    elif happens == "dissolved":
        section.update(closed_at=timezone.now(), closed_by=ward_officer)
    else:
        MailProof.objects.update(expires_at=timezone.now())
    response = visitor.get(page)
    assert response.status_code == 400
    for secret in ("棚がいっぱいです。", "江東 四郎", "辞退"):
        assert secret not in response.content.decode()


def test_who_guesses_codes_learns_nothing_of_the_answer(visitor, pamphlet, own, ward_officer):
    tasks.tell_wards_of_pamphlet(pamphlet.pk, "requested")
    _, number, code = letter_to(ward_officer.section.mailbox)
    answers.answer_pamphlet(answer=own, state="declined", remark="棚なし", by=ward_officer)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    pages = [visitor.post("/members/proof/", {"number": number, "code": wrong}) for _ in range(12)]
    assert {page.status_code for page in pages} == {400}
    for page in pages:
        assert "江東 四郎" not in page.content.decode()
    assert "10回間違えた" in pages[-1].content.decode()


def test_the_key_of_a_mail_is_neither_in_the_log_nor_sent_on(visitor, pamphlet, ward_officer, caplog):
    tasks.tell_wards_of_pamphlet(pamphlet.pk, "requested")
    link = letter_to(ward_officer.section.mailbox)[0]
    response = visitor.get(link)
    key = link.rstrip("/").rpartition("/")[2]
    assert key not in response.url
    assert key not in caplog.text
    page = visitor.get(response.url)
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"].count("no-store") == 1
    assert key not in page.content.decode()
