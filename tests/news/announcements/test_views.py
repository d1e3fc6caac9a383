import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from tests import sample_files


@pytest.fixture
def clients(visitor, browser, officer, ward_officer, secretariat):
    """Each with whether it may see drafts."""
    return [
        (visitor, False),
        (browser(officer), False),
        (browser(ward_officer), False),
        (browser(secretariat), True),
    ]


def test_everybody_reads_what_is_published_and_only_the_secretariat_drafts(
    clients, make_announcement, make_issue
):
    pairs = [
        (make_announcement("公開"), make_announcement("下書きの件", draft=True)),
        (make_issue(1), make_issue(77, draft=True)),
    ]
    for client, sees in clients:
        for public, draft in pairs:
            assert client.get(public.get_absolute_url()).status_code == 200
            assert client.get(draft.get_absolute_url()).status_code == (200 if sees else 404)
        assert ("下書きの件" in client.get("/news/").content.decode()) == sees
        assert ("第77号" in client.get("/news/issues/").content.decode()) == sees


def test_pinned_notices_come_first_then_the_newest(visitor, make_announcement):
    ago = [timezone.now() - datetime.timedelta(days=days) for days in (3, 2, 1)]
    make_announcement("古い重要", is_pinned=True, published_at=ago[0])
    make_announcement("先", published_at=ago[1])
    make_announcement("後", published_at=ago[2])
    rows = visitor.get("/news/").context["page"].rows
    assert [row.title for row in rows] == ["古い重要", "後", "先"]


def test_a_notice_is_shown_as_safe_text(visitor, make_announcement):
    notice = make_announcement("<script>", body="<b>太字</b>\n・一つ目\nhttps://example.jp/")
    page = visitor.get(notice.get_absolute_url()).content.decode()
    assert "&lt;b&gt;太字" in page
    assert "<li>一つ目</li>" in page
    assert 'href="https://example.jp/"' in page
    assert "<h1>&lt;script&gt;</h1>" in page


@pytest.mark.parametrize("path", ["/news/4711/", "/news/issues/2/", "/news/issues/99999999999999999999/"])
def test_what_is_not_there_is_404(visitor, make_issue, path):
    make_issue(1)
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("query", ["page=-1", "page=x", "page=9999999999", "page=%00", "x=%FF"])
def test_nonsense_in_the_address_is_never_an_error(visitor, make_announcement, query):
    make_announcement()
    assert visitor.get(f"/news/?{query}").status_code == 200
    assert visitor.get(f"/news/issues/?{query}").status_code == 200


def test_empty_lists_say_so(visitor, db):
    assert "お知らせはまだありません" in visitor.get("/news/").content.decode()
    assert "全国連携NEWSの号は、まだありません" in visitor.get("/news/issues/").content.decode()


def test_a_file_opens_with_its_issue_and_not_with_a_draft(visitor, browser, secretariat, make_issue):
    def attached(to):
        upload = SimpleUploadedFile("予定表.txt", "一覧".encode(), content_type="text/plain")
        stored = store_upload(upload, by=secretariat)
        attach_files([stored], to=to)
        return stored

    issue = make_issue(13)
    stored, hidden = attached(issue), attached(make_issue(14, draft=True))
    assert "予定表.txt" in visitor.get(issue.get_absolute_url()).content.decode()
    opened = visitor.get(f"/files/{stored.pk}/")
    assert opened.status_code == 200
    assert opened.getvalue() == "一覧".encode()
    assert visitor.get(f"/files/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(visitor, make_announcement, make_issue, django_assert_num_queries, number):
    for index in range(number):
        notice, issue = make_announcement(f"件名{index}"), make_issue(index + 1)
    # content types are cached for the process
    visitor.get(make_announcement().get_absolute_url())
    visitor.get(make_issue(90).get_absolute_url())
    for path, queries in (
        ("/news/", 4),
        (notice.get_absolute_url(), 3),
        ("/news/issues/", 3),
        (issue.get_absolute_url(), 4),
    ):
        with django_assert_num_queries(queries):
            visitor.get(path)


def test_an_unchanged_page_is_304_until_something_changes(visitor, browser, officer, make_announcement):
    notice = make_announcement()
    for path in ("/news/", notice.get_absolute_url()):
        tag = visitor.get(path)["ETag"]
        again = visitor.get(path, headers={"if-none-match": tag})
        assert again.status_code == 304
        assert "Cookie" in again["Vary"]
        assert browser(officer).get(path, headers={"if-none-match": tag}).status_code == 200
        notice.title += "改"
        notice.save()
        assert visitor.get(path, headers={"if-none-match": tag}).status_code == 200


def test_a_picture_is_shown_with_its_words_and_not_published_without(
    visitor, browser, secretariat, make_issue, make_announcement
):
    client = browser(secretariat)
    for page, address in (
        (make_issue(13, draft=True, topics="内容"), "/news/issues/13/publish/"),
        (notice := make_announcement(draft=True), f"/news/{notice.pk}/publish/"),
    ):
        stored = store_upload(SimpleUploadedFile("表紙.jpg", sample_files.picture()), by=secretariat)
        attach_files([stored], to=page)
        refused = client.post(address, follow=True)
        assert "説明か権利の表示" in refused.text
        assert visitor.get(page.get_absolute_url()).status_code == 404
        StoredFile.objects.filter(pk=stored.pk).update(alt="表紙の写真", rights="提供 江東区")
        client.post(address)
        shown = visitor.get(page.get_absolute_url()).text
        assert 'alt="表紙の写真"' in shown
        assert "提供 江東区" in shown
        StoredFile.objects.filter(pk=stored.pk).update(rights="")
        assert str(stored.pk) not in browser(secretariat).get(page.get_absolute_url()).text
