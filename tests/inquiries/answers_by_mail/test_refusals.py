"""The statuses of refusals.py."""

import pytest
from django.test import Client
from django.urls import reverse

from common.attachments.actions import store_upload
from tests.inquiries.answers.answering import note
from tests.inquiries.answers_by_mail.mailing import letter_to, mailed, opened
from tests.inquiries.answers_by_mail.refusals import CAST, WITH_THE_MAIL, WITHOUT_THE_MAIL

pytestmark = pytest.mark.django_db
CASES = [
    (has_mail, *case, statuses)
    for has_mail, table in ((False, WITHOUT_THE_MAIL), (True, WITH_THE_MAIL))
    for case, statuses in table.items()
]


@pytest.fixture
def number(make_inquiry, ward_officer, sakai, officer):
    mailed(make_inquiry(ward_officer, [sakai]))
    return letter_to(officer.section.mailbox)[1]


@pytest.fixture
def file(make_inquiry, ward_officer, kushiro):
    stored = store_upload(note(), by=ward_officer)
    make_inquiry(ward_officer, [kushiro], files=[stored])
    return stored


@pytest.mark.parametrize(("has_mail", "name", "method", "statuses"), CASES)
def test_everybody_gets_their_status(
    request, browser, officer, number, file, has_mail, name, method, statuses
):
    got = []
    for who in CAST:
        client = Client() if who == "visitor" else browser(request.getfixturevalue(who))
        if has_mail:
            opened(client, officer.section.mailbox)
        parts = {"number": number} | ({"pk": file.pk} if name.endswith("file") else {})
        got.append(getattr(client, method)(reverse(f"inquiries:{name}", kwargs=parts)).status_code)
    assert got == list(map(int, statuses.split()))


def test_without_the_mail_everybody_is_asked_for_number_and_code(browser, visitor, officer, number):
    for client in (visitor, browser(officer)):
        assert client.get(f"/inquiries/by-mail/{number}/").url == "/members/proof/"
