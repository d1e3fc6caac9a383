"""/files/<uuid>/: through the owner's visibility, and never run in a browser."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.actions import attach_files, store_upload
from tests import sample_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(officer):
    def make(name="計画書.pdf", content=None, to=None, by=officer):
        stored = store_upload(SimpleUploadedFile(name, content or sample_files.pdf()), by=by)
        if to is not None:
            attach_files([stored], to=to)
        return stored

    return make


@pytest.fixture
def former(make_organization):
    """An organisation that the secretariat alone can see."""
    return make_organization("旧町", code="012343", prefecture="北海道", member=False)


def body(response):
    return b"".join(response.streaming_content)


def test_a_file_of_a_public_owner_is_public(visitor, keep, sakai):
    response = visitor.get(keep(to=sakai).get_absolute_url())
    assert response.status_code == 200
    assert body(response).startswith(b"%PDF")


def test_file_is_seen_by_who_sees_its_owner(browser, visitor, officer, stranger, secretariat, keep, former):
    url = keep(to=former).get_absolute_url()
    assert visitor.get(url).status_code == 404
    assert browser(stranger).get(url).status_code == 404
    assert browser(officer).get(url).status_code == 404  # uploaded by them, but it is the owner's now
    response = browser(secretariat).get(url)
    assert response.status_code == 200
    body(response)


def test_file_of_nobody_is_seen_by_nobody(visitor, officer, browser, keep):
    url = keep(by=None).get_absolute_url()
    assert visitor.get(url).status_code == 404
    assert browser(officer).get(url).status_code == 404


def test_file_that_is_not_there(visitor, keep, sakai):
    assert visitor.get(f"/files/{uuid.uuid4()}/").status_code == 404
    assert visitor.get("/files/etc-passwd/").status_code == 404
    stored = keep(to=sakai)
    stored.content.storage.delete(stored.content.name)
    assert visitor.get(stored.get_absolute_url()).status_code == 404


def test_file_is_read_only(visitor, keep, sakai):
    assert visitor.post(keep(to=sakai).get_absolute_url()).status_code == 405


def test_file_is_saved_under_its_japanese_name(visitor, keep, sakai):
    stored = keep(to=sakai)
    response = visitor.get(stored.get_absolute_url())
    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''%E8%A8%88%E7%94%BB%E6%9B%B8.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(stored.size)
    assert response["Cache-Control"] == "private, no-store"
    body(response)


def test_a_picture_drawn_by_us_is_shown(visitor, keep, sakai):
    response = visitor.get(keep("写真.jpg", sample_files.picture(), to=sakai).get_absolute_url())
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "private, no-cache"
    body(response)


def test_text_that_looks_like_a_page_is_saved_not_shown(visitor, keep, sakai):
    response = visitor.get(keep("a.txt", b"<script>alert(1)</script>", to=sakai).get_absolute_url())
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "text/plain"
    body(response)


def test_file_is_sent_once_and_visibility_asked_each_time(visitor, keep, sakai):
    stored = keep(to=sakai)
    first = visitor.get(stored.get_absolute_url())
    body(first)
    again = visitor.get(stored.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    type(sakai).objects.filter(pk=sakai.pk).update(joined_on=None)
    hidden = visitor.get(stored.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert hidden.status_code == 404


def test_head_sends_no_content(visitor, keep, sakai):
    response = visitor.head(keep(to=sakai).get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    response.close()


def test_file_costs_few_queries(browser, officer, keep, sakai, django_assert_max_num_queries):
    client, url = browser(officer), keep(to=sakai).get_absolute_url()
    with django_assert_max_num_queries(5):
        body(client.get(url))
