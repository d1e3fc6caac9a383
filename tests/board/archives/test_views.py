"""Who requests an archive, downloads it, stops it."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.archives.models import Archive
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from tests.board.archives.archives import URL, ask, built
from tests.worker import make_file


def test_archive_page_is_the_secretariats(
    browser, visitor, officer, reader, stranger, ward_officer, secretariat
):
    assert visitor.get(URL).status_code == 302
    for person in (officer, reader, stranger, ward_officer):
        assert browser(person).get(URL).status_code == 403
        assert browser(person).post(URL).status_code == 403
    page = browser(secretariat).get(URL).content.decode()
    assert "作成を始める" in page
    assert URL in browser(secretariat).get("/members/desk/").content.decode()


def asked_by_page(client, **chosen):
    once = re.search(r'name="idempotency_key" value="([^"]+)"', client.get(URL).content.decode())[1]
    return once, client.post(URL, {"idempotency_key": once, **chosen})


def test_archive_is_asked_for_once_however_often_the_button_is_pressed(browser, secretariat, topic):
    client = browser(secretariat)
    once, response = asked_by_page(client, with_talks="on")
    assert response.status_code == 302
    assert client.post(URL, {"idempotency_key": once, "with_talks": "on"}).status_code == 302
    archive = Archive.objects.get()
    assert (archive.with_hidden, archive.with_talks, archive.requested_by) == (False, True, secretariat)
    page = client.get(URL).content.decode()
    assert "作成しています" in page
    assert "作成を始める" not in page
    response = client.post(URL, {"idempotency_key": "another-token-of-the-form"})
    assert response.status_code == 400
    assert "作成中のものがあります" in response.content.decode()


def test_a_reader_of_the_secretariat_asks_for_no_archive(browser, make_user, secretariat_body, topic):
    looker = make_user("look@city.example", secretariat_body, role="reader")
    client = browser(looker)
    assert client.get(URL).status_code == 200
    assert client.post(URL, {"idempotency_key": "x"}).status_code == 403
    assert not Archive.objects.exists()


def test_archive_file_opens_for_the_secretariat_only(
    browser, visitor, officer, stranger, ward_officer, secretariat, topic
):
    archive = ask(secretariat)
    built(archive)
    (stored,) = files_of(archive)
    response = browser(secretariat).get(stored.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    assert response.getvalue()[:2] == b"PK"
    for client in (visitor, *map(browser, (officer, stranger, ward_officer))):
        assert client.get(stored.get_absolute_url()).status_code == 404
    assert stored.get_absolute_url() in browser(secretariat).get(URL).content.decode()


def test_archive_stop(browser, visitor, officer, stranger, ward_officer, secretariat, topic):
    archive = ask(secretariat)
    url = f"{URL}{archive.pk}/stop/"
    for person in (officer, stranger, ward_officer):
        assert browser(person).post(url).status_code == 403
    assert visitor.post(url).status_code == 302
    client = browser(secretariat)
    assert client.get(url).status_code == 405
    assert client.post(f"{URL}999999/stop/").status_code == 404
    assert client.post(url).status_code == 302
    archive.refresh_from_db()
    assert archive.state == "stopped"
    assert make_file(archive).state == "stopped"
    client.post(url, follow=True)
    assert AuditEntry.objects.filter(verb="board.archive_stopped").count() == 1
    again = client.post(url, follow=True).text
    assert "作成は、すでに終わっています。" in again
    assert "取りやめました" not in again


def test_archive_list_costs_the_same_with_one_and_three_rows(browser, secretariat):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        return len(seen)

    def finished():
        archive = ask(secretariat)
        built(archive)

    client = browser(secretariat)
    finished()
    cost()
    one = cost()
    finished()
    finished()
    assert cost() == one
    assert one <= 12
