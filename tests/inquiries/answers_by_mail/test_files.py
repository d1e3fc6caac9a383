"""Files that a visitor uploads behind a mail's link: this browser's and this number's, nobody else's."""

import uuid

import pytest
from django.test import Client

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from correspondence.closing.actions import withdraw
from tests.inquiries.answers.answering import note
from tests.inquiries.answers_by_mail.mailing import by_mail, fresh_page, mailed, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(officer):
    return officer.section.mailbox


@pytest.fixture
def asked(inquiry):
    return mailed(inquiry)


def kept_after_a_wrong_field(client, page, answer, **changed) -> StoredFile:
    """Upload with a field left empty; the file comes back ticked."""
    response = client.post(page, by_mail(answer, q1="", **{"q6-files": [note()]}, **changed))
    assert response.status_code == 400
    kept = StoredFile.objects.latest("created_at")
    assert f'name="q6-kept_files" value="{kept.pk}"' in response.content.decode()
    return kept


def names_of(answer):
    return [file.name for value in answer.values.all() for file in files_of(value)]


def test_the_same_browser_gets_its_upload_back(asked, answer, mailbox):
    client, page = fresh_page(mailbox)
    kept = kept_after_a_wrong_field(client, page, answer)
    data = by_mail(answer, **{"q6-kept_files": [str(kept.pk)], "q6-files": [note("別紙.txt", "二")]})
    assert client.post(page, data).url == page
    assert names_of(answer) == ["要領.txt", "別紙.txt"]


def test_another_browser_with_the_same_mail_cannot_take_it(asked, answer, mailbox):
    kept = kept_after_a_wrong_field(*fresh_page(mailbox), answer)
    other, page = fresh_page(mailbox)
    response = other.post(page, by_mail(answer, **{"q6-kept_files": [str(kept.pk)]}))
    assert response.status_code == 400
    assert "要領.txt" not in response.content.decode()
    answer.refresh_from_db()
    assert (answer.is_owed, names_of(answer)) == (True, [])
    kept.refresh_from_db()
    assert kept.owner_id is None


def test_the_upload_of_one_number_is_not_that_of_another(
    asked, answer, mailbox, make_inquiry, ward_officer, sakai
):
    client, page = fresh_page(mailbox)
    kept = kept_after_a_wrong_field(client, page, answer)
    second = mailed(make_inquiry(ward_officer, [sakai]))
    response = client.post(
        opened(client, mailbox), by_mail(second.answers.get(), **{"q6-kept_files": [str(kept.pk)]})
    )
    assert response.status_code == 400
    assert "要領.txt" not in response.content.decode()


@pytest.mark.parametrize("whose", ["officer", "ward_officer", None])
def test_files_of_people_and_of_other_visitors_cannot_be_named(request, asked, answer, mailbox, whose):
    loose = store_upload(note("秘密.txt"), by=request.getfixturevalue(whose) if whose else None)
    client, page = fresh_page(mailbox)
    for pk in (loose.pk, uuid.uuid4(), "x"):
        response = client.post(page, by_mail(answer, **{"q6-kept_files": [str(pk)]}))
        assert response.status_code == 400
        assert "秘密.txt" not in response.content.decode()


def test_an_upload_opens_for_nobody_before_it_is_sent(asked, answer, mailbox, browser, officer):
    client, page = fresh_page(mailbox)
    kept = kept_after_a_wrong_field(client, page, answer)
    for reads in (client, Client(), browser(officer)):
        assert reads.get(f"/files/{kept.pk}/").status_code == 404
        assert client.get(f"{page}files/{kept.pk}/").status_code == 404


def test_files_of_the_inquiry_open_only_where_the_mail_was_opened(
    make_inquiry, ward_officer, sakai, kushiro, mailbox
):
    own, others = (store_upload(note(name), by=ward_officer) for name in ("様式.txt", "別.txt"))
    inquiry = mailed(make_inquiry(ward_officer, [sakai], files=[own]))
    attach_files([others], to=make_inquiry(ward_officer, [sakai]))
    client, page = fresh_page(mailbox)
    assert "様式.txt" in client.get(page).content.decode()
    response = client.get(f"{page}files/{own.pk}/")
    assert response.status_code == 200
    assert b"".join(response.streaming_content).decode() == "本文"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(f"{page}files/{others.pk}/").status_code == 404
    assert Client().get(f"{page}files/{own.pk}/").status_code == 404
    withdraw(item=inquiry, by=ward_officer, reason="中止です")
    assert client.get(f"{page}files/{own.pk}/").status_code == 404


def test_files_of_the_answer_are_named_but_not_opened(asked, answer, mailbox):
    client, page = fresh_page(mailbox)
    client.post(page, by_mail(answer, **{"q6-files": [note()]}))
    text = client.get(page).content.decode()
    file = StoredFile.objects.get()
    assert "要領.txt" in text
    assert str(file.pk) not in text
    assert client.get(f"{page}files/{file.pk}/").status_code == 404
    assert client.get(f"/files/{file.pk}/").status_code == 404
