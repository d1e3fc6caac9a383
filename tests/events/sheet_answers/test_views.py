"""A body writes its sheet from its mailbox, without a login."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from events.sheets.actions import ask_for_sheet, confirm_sheet, return_sheet
from events.sheets.models import ExhibitorSheet, SheetState
from members.sections.models import Section
from tests.correspondence.mail_links import letter_to
from tests.sample_files import picture
from tests.threads import in_threads
from tests.worker import write_mails

ASKED, RETURNED = "events.sheet_asked", "events.sheet_returned"
TOKEN = "00000000-0000-4000-8000-000000000001"
OTHER = "a@body.example"


@pytest.fixture
def asked(taking_part, add_body):
    """堺市, a member, and 見本の会, which is none: their sheets, with the mails written."""
    other = add_body("見本の会")
    for part in (taking_part, other):
        ask_for_sheet(participation=part)
    write_mails(ASKED)
    return taking_part.sheet, other.sheet


@pytest.fixture
def mailbox(sakai):
    return sakai.sections.get().mailbox


def opened(address: str, purpose=ASKED) -> tuple[Client, str]:
    """A browser that followed the link of the mail, and the page that it came to."""
    link, _, _ = letter_to(address, purpose)
    client = Client()
    return client, client.get(link).url


def typed(**fields):
    known = {"headline": "港のまち", "body": "魚と朝日のまちです。", "answered_name": "堺 花子"}
    return known | {"idempotency_key": TOKEN} | fields


def image():
    return SimpleUploadedFile("港.png", picture("PNG"), content_type="image/png")


@pytest.mark.parametrize("member", [True, False])
def test_a_body_hands_it_in_without_a_login(asked, mailbox, member):
    client, page = opened(mailbox if member else OTHER)
    assert ("大阪府堺市" if member else "見本の会") in client.get(page).content.decode()
    assert client.post(page, typed(draft="1", headline="港")).status_code == 302
    assert client.get(page).context["form"]["headline"].value() == "港"
    data = typed(picture_alt="港の朝日", picture_credit="提供", picture_permitted="on")
    assert client.post(page, data | {"picture": image()}).status_code == 302
    sheet = asked[0 if member else 1]
    sheet.refresh_from_db()
    assert (sheet.state, sheet.submitted_by, sheet.submitted_by_name) == (
        SheetState.SUBMITTED,
        None,
        "堺 花子",
    )
    assert [file.rights for file in files_of(sheet)] == ["提供"]
    shown = client.get(page).content.decode()
    assert "紹介シートは提出されています" in shown
    assert "港.png" in shown
    other = client.post(page, typed(headline="別", idempotency_key=""))
    assert other.status_code == 400
    assert "今回の操作は記録していません" in other.content.decode()
    assert AuditEntry.objects.filter(verb="events.sheet_submitted").count() == 1


def test_who_is_no_member_changes_the_sheet_until_it_is_confirmed(asked, secretariat):
    client, page = opened(OTHER)
    client.post(page, typed())
    assert 'href="?change=1"' in client.get(page).content.decode()
    version = client.get(f"{page}?change=1").context["form"]["version"].value()
    again = typed(headline="山のまち", version=version, idempotency_key=TOKEN.replace("0001", "0002"))
    assert client.post(f"{page}?change=1", again).url == page
    sheet = asked[1]
    sheet.refresh_from_db()
    assert (sheet.state, sheet.headline) == (SheetState.SUBMITTED, "山のまち")
    confirm_sheet(participation=sheet.participation, by=secretariat, edition=sheet.edition)
    for answer in (client.get(page), client.get(f"{page}?change=1")):
        assert "特別区長会事務局（電話 03-5210-9747）" in answer.content.decode()
        assert 'href="?change=1"' not in answer.content.decode()
    late = typed(headline="海", idempotency_key=TOKEN.replace("0001", "0003"))
    assert client.post(f"{page}?change=1", late).status_code == 400
    sheet.refresh_from_db()
    assert sheet.headline == "山のまち"


def test_the_same_press_again_is_one(asked, mailbox):
    client, page = opened(mailbox)
    assert [client.post(page, typed()).status_code for _ in range(2)] == [302, 302]
    assert AuditEntry.objects.filter(verb="events.sheet_submitted").count() == 1


def test_a_refused_form_keeps_the_picture_for_this_browser_alone(asked, mailbox):
    client, page = opened(mailbox)
    answer = client.post(page, typed(answered_name="", picture_alt="港") | {"picture": image()})
    assert answer.status_code == 400
    assert "氏名を入力してください" in answer.content.decode()
    assert "を選んでいます（まだ保存されていません）" in answer.text
    kept = answer.context["form"]["kept_picture"].value()
    whole = typed(picture_alt="港", picture_credit="提供", picture_permitted="on", kept_picture=kept)
    stranger, their_page = opened(OTHER)
    stranger.post(their_page, whole)
    assert files_of(asked[1]) == []
    assert client.post(page, whole).status_code == 302
    assert len(files_of(asked[0])) == 1


def test_sent_back_it_is_handed_in_again_from_the_newer_mail(asked, mailbox, secretariat):
    client, page = opened(mailbox)
    client.post(page, typed())
    return_sheet(participation=asked[0].participation, by=secretariat, note="短くしてください。")
    again = client.post(page, typed(headline="別", idempotency_key=""))  # the earlier mail is used up
    assert again.status_code == 400
    assert "新しいメールのリンクか番号" in again.text
    assert "済んでいます" not in again.text
    asked[0].refresh_from_db()
    assert asked[0].headline == "港のまち"
    write_mails(RETURNED)
    client, page = opened(mailbox, RETURNED)
    assert "短くしてください。" in client.get(page).content.decode()
    assert client.post(page, typed(headline="港")).status_code == 302
    asked[0].refresh_from_db()
    assert (asked[0].headline, asked[0].state) == ("港", SheetState.SUBMITTED)


def test_after_the_deadline_the_mail_says_whom_to_call(asked, mailbox, set_due):
    client, page = opened(mailbox)
    set_due(-1)
    for answer in (client.get(page), client.post(page, typed())):
        assert answer.status_code == 400
        assert "特別区長会事務局（電話 03-5210-9747）" in answer.content.decode()
    asked[0].refresh_from_db()
    assert asked[0].state == SheetState.DRAFT


def test_a_section_that_is_closed_does_not_write(asked, mailbox):
    client, page = opened(mailbox)
    Section.objects.filter(mailbox=mailbox).update(mailbox="new@city.example")
    assert client.get(page).status_code == 400
    assert client.post(page, typed()).status_code == 400
    assert not ExhibitorSheet.objects.filter(state=SheetState.SUBMITTED).exists()


def test_a_lost_mail_is_written_again_to_its_mailbox(asked, mailbox):
    _, number, code = letter_to(mailbox, ASKED)
    response = Client().post("/members/proof/", {"number": number, "code": code})
    assert response.url == f"/events/sheets/by-mail/{number}/"
    for email in ("other@city.example", mailbox):
        Client().post("/members/proof/resend/", {"number": number, "email": email})
    letters = OutgoingMail.objects.filter(purpose=ASKED)
    assert "（再送）" in letters.filter(to=mailbox).latest("pk").subject
    assert not letters.filter(to="other@city.example").exists()
    client, page = opened(mailbox)
    assert client.post(page, typed()).status_code == 302


def test_who_is_logged_in_goes_to_their_own_page(asked, mailbox, browser, officer):
    link, *_ = letter_to(mailbox, ASKED)
    own = browser(officer)
    assert own.get(own.get(link).url).url == f"/events/{asked[0].participation.event_id}/sheet/"


def test_two_who_write_a_draft_at_once_and_the_second_is_told(asked, mailbox):
    client, page = opened(mailbox)
    read = client.get(page).context["form"]["version"].value()
    client.post(page, typed(draft="1", headline="一人目", version=read))
    second = client.post(page, typed(draft="1", headline="二人目", version=read, idempotency_key=""))
    assert second.status_code == 409
    assert "見出し「一人目」" in second.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_it_in_at_once_from_one_mail(asked, mailbox):
    client, page = opened(mailbox)
    cookies = client.cookies

    def send(headline):
        other = Client()
        other.cookies = cookies
        return other.post(page, typed(headline=headline, idempotency_key="")).status_code

    assert sorted(in_threads(lambda: send("一"), lambda: send("二"))) == [302, 400]
    assert AuditEntry.objects.filter(verb="events.sheet_submitted").count() == 1
