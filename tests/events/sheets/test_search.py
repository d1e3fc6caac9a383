"""A sheet is found once everybody may read it, and no longer than that."""

import pytest

from common.attachments.actions import attach_files, store_upload
from common.search.actions import REFRESH_TASK, refresh_index_now
from common.search.models import IndexedText
from events.applications.actions import withdraw_roles
from events.publication.actions import publish_event, withdraw_event
from events.sheets.actions import confirm_sheet, return_sheet, save_sheet
from tests.sample_files import picture, upload
from tests.worker import told

WORD = "線香づくり"


@pytest.fixture
def sheet(taking_part, officer):
    values = {"headline": "古墳のまち", "body": f"{WORD}の実演をします。", "needs": "電源"}
    typed = {"values": values, "picture": None, "alt": "", "rights": "", "submits": True}
    refresh_index_now(taking_part.event)
    return save_sheet(participation=taking_part, by=officer, **typed)


@pytest.fixture
def found(visitor, browser, officer):
    def ask(words=WORD, by=None):
        told(job=REFRESH_TASK)
        client = browser(by) if by else visitor
        page = client.get("/search/", {"q": words}).content.decode()
        return "introductions/?body=" in page

    return ask


def confirm(sheet, by):
    sheet.refresh_from_db()
    return confirm_sheet(participation=sheet.participation, by=by, edition=sheet.edition)


def test_it_is_found_by_its_text_and_the_reading_of_its_body_once_confirmed(
    sheet, found, secretariat, officer, visitor
):
    assert not found()
    assert not found(by=officer)
    confirm(sheet, secretariat)
    assert found()
    assert found("さかい 古墳")
    assert not found("電源")  # what it needs is for the organiser
    page = visitor.get(sheet.public_url).content.decode()
    assert "古墳のまち" in page
    assert "すべての団体の紹介" in page


@pytest.mark.parametrize("take_back", ["return", "step back", "withdraw the event"])
def test_taken_back_it_is_gone_at_once(sheet, found, secretariat, officer, take_back):
    confirm(sheet, secretariat)
    assert found()
    part = sheet.participation
    if take_back == "return":
        return_sheet(participation=part, by=secretariat, note="短くしてください。")
    elif take_back == "step back":
        part.event.exhibitor_call.roles.filter(role="booth").update(taken=1)
        withdraw_roles(participation=part, roles=["booth"], reason="都合", by=officer)
    else:
        withdraw_event(event=part.event, by=secretariat)
    assert not IndexedText.objects.filter(body__contains=WORD).exists()
    assert not found()
    assert not found(by=officer)
    if take_back == "withdraw the event":
        publish_event(event=part.event, by=secretariat)
        assert found()


def test_with_a_picture_that_lacks_words_it_is_not_found(sheet, found, secretariat):
    confirm(sheet, secretariat)
    attach_files([store_upload(upload("港.png", picture("PNG")), by=secretariat)], to=sheet)
    refresh_index_now(sheet.participation.event)
    assert not found()


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "１"])
def test_of_no_such_body_there_is_no_page(sheet, secretariat, visitor, asked):
    confirm(sheet, secretariat)
    answer = visitor.get(f"/events/{sheet.participation.event_id}/introductions/", {"body": asked})
    assert answer.status_code in (200, 404)
    assert answer.status_code == (404 if asked in ("0", "9" * 30) else 200)
