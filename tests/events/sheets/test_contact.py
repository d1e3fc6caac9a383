"""Bodies that no mail reaches are told to the organiser, who types where their sheet is asked for."""

import pytest

from events.participations.models import Participation
from events.sheets.actions import ask_for_sheet, save_contact
from events.sheets.models import ExhibitorSheet
from members.local_governments.models import LocalGovernment
from members.sections.queries import section_mailboxes
from tests.government_cast import body
from tests.mypage import pending_kinds
from tests.worker import mailed_to, write_mails

CONTACT = {"contact_name": "企画課", "contact_phone": "098-000-0000", "contact_email": "kikaku@town.example"}
NOBODY = "紹介シートの依頼が届かない団体が1団体あります"


@pytest.fixture
def town(event):
    """Recorded, and no member."""
    return event.participations.create(local_government=body("見本町", "47901", kind="town"))


def asked(*parts) -> set[str]:
    for part in parts:
        ask_for_sheet(participation=part)
    write_mails("events.sheet_asked")
    return mailed_to("events.sheet_asked")


def test_a_recorded_body_that_is_a_member_is_asked_where_it_is_reached(event, browser, stranger):
    kushiro = LocalGovernment.objects.get(organization=stranger.organization)
    part = event.participations.create(local_government=kushiro)
    assert asked(part) == section_mailboxes(stranger.organization)
    part.refresh_from_db()
    assert part.organization == stranger.organization
    assert "提出を待つ紹介シート" in pending_kinds(browser(stranger))


def test_a_body_without_address_is_noticed_and_asked_once_it_has_one(browser, secretariat, event, town):
    client, page = browser(secretariat), f"/events/{event.pk}/sheets/{town.pk}/"
    assert not asked(town)
    desk = client.get(f"/events/{event.pk}/desk/").text
    assert NOBODY in desk
    listed = client.get(f"/events/{event.pk}/participations/?reach=no").text
    assert "1団体" in listed
    assert f"{page}#contact" in listed
    assert "メールの届け先がない" in client.get(page).text
    wrong = client.post(f"{page}contact/", CONTACT | {"contact_email": "kikaku"})
    assert wrong.status_code == 400
    assert "企画課" in wrong.text
    for _ in range(2):
        assert client.post(f"{page}contact/", CONTACT).status_code == 302
    assert asked() == {"kikaku@town.example"}
    assert NOBODY not in client.get(f"/events/{event.pk}/desk/").text
    assert not client.get(f"/events/{event.pk}/participations/?reach=no").context["lines"]


def test_the_second_of_two_who_type_an_address_is_told(browser, secretariat, event, town):
    client, page = browser(secretariat), f"/events/{event.pk}/sheets/{town.pk}/"
    read = client.get(page).context["contact_form"]["version"].value()
    save_contact(participation=town, by=secretariat, values=CONTACT)
    answer = client.post(f"{page}contact/", CONTACT | {"contact_name": "観光課", "version": read})
    assert answer.status_code == 409
    assert "観光課" in answer.text
    assert Participation.objects.get(pk=town.pk).contact_name == "企画課"


def test_a_member_has_its_own_address(browser, secretariat, event, taking_part):
    page = f"/events/{event.pk}/sheets/{taking_part.pk}/"
    assert "連絡先を保存する" not in browser(secretariat).get(page).text
    assert browser(secretariat).post(f"{page}contact/", CONTACT).status_code == 400
    assert not ExhibitorSheet.objects.exists()
