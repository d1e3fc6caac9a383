"""The newsletter as visitors read it: issues and articles; what is no more than a draft stays unseen."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.attachments.models import StoredFile
from common.links.actions import link_records
from common.links.registry import linkables_by_type
from common.publication.models import PublicationState
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from news.issues.models import Article, NewsIssue
from tests import sample_files

pytestmark = pytest.mark.django_db
LISTS = ("/news/feed.xml", "/sitemap.xml", "/search/?q=催し", "/news/issues/13/")


def test_an_issue_shows_date_contents_and_paper_without_apology(visitor, make_issue, make_article):
    issue = make_issue(13, published_on=datetime.date(2026, 3, 30))
    for headline in ("方向性", "災害への対応"):
        make_article(issue, headline, lead=f"{headline}の要約")
    page = visitor.get("/news/issues/13/").text
    assert "令和8年3月30日(月)" in page
    assert page.index("/news/issues/13/1/") < page.index("/news/issues/13/2/")
    assert "災害への対応の要約" in page
    old = make_issue(5, topics="創刊号\n\n 協定 ")
    page = visitor.get(old.get_absolute_url()).text
    assert "<li>創刊号</li><li>協定</li>" in page
    for word in ("不明", "不詳", "登録していません", "載せていません"):
        assert word not in page + visitor.get("/news/issues/").text


def test_an_article_has_its_address_its_text_and_its_neighbours(visitor, make_issue, make_article):
    issue = make_issue(13, published_on=datetime.date(2026, 3, 30))
    make_article(issue, "先の記事")
    body = "<b>太字</b>\n・一つ目\nhttps://example.jp/"
    make_article(issue, "<i>真ん中</i>", lead="要約です。", body=body, page=2)
    make_article(issue, "後の記事")
    page = visitor.get("/news/issues/13/2/").text
    assert "<h1>&lt;i&gt;真ん中&lt;/i&gt;</h1>" in page
    assert "&lt;b&gt;太字" in page
    assert "<li>一つ目</li>" in page
    assert "紙面の2ページ" in page
    for address in ("/news/issues/13/1/", "/news/issues/13/3/", "/news/issues/13/"):
        assert f'href="{address}"' in page


def seen_by(client, article) -> bool:
    status = client.get(article.get_absolute_url()).status_code
    assert status in (200, 404)
    return status == 200


@pytest.mark.parametrize(("issue_is", "article_is"), [("draft", "public"), ("public", "draft")])
def test_a_draft_is_found_nowhere(
    visitor, browser, officer, secretariat, make_issue, make_article, issue_is, article_is
):
    issue = make_issue(13, draft=issue_is == "draft")
    article = make_article(issue, "秘密の催し", draft=article_is == "draft")
    refresh_index_now(article)
    refresh_index_now(issue)
    assert not search_texts("秘密の催し", audiences=["public"]).rows
    for client in (visitor, browser(officer)):
        assert not seen_by(client, article)
        for address in LISTS:
            page = client.get(address).text
            assert "秘密の催し" not in page
            assert article.get_absolute_url() not in page
    assert seen_by(browser(secretariat), article)
    NewsIssue.objects.filter(pk=issue.pk).update(
        state=PublicationState.PUBLISHED, published_at=timezone.now()
    )
    Article.objects.update(published_at=timezone.now())
    article.refresh_from_db()
    refresh_index_now(article)
    assert [row.title for row in search_texts("秘密の催し", audiences=["public"]).rows] == ["秘密の催し"]
    for address in LISTS:
        assert article.get_absolute_url() in visitor.get(address).text, address


@pytest.mark.parametrize(
    "path",
    ["13/9/", "13/0/", "14/1/", "13/99999/", "13/99999999999999999999/", "99999999999999999999/1/"],
)
def test_a_guessed_number_is_404(visitor, make_issue, make_article, path):
    make_article(make_issue(13))
    assert visitor.get(f"/news/issues/{path}").status_code == 404


def test_the_picture_of_a_draft_stays_closed_and_without_rights_unseen(
    visitor, secretariat, make_issue, make_article
):
    article = make_article(make_issue(13), draft=True)
    stored = store_upload(SimpleUploadedFile("写真.jpg", sample_files.picture()), by=secretariat)
    attach_files([stored], to=article)
    assert visitor.get(f"/files/{stored.pk}/").status_code == 404
    Article.objects.update(published_at=timezone.now())
    for address in (article.get_absolute_url(), "/news/issues/13/"):
        assert str(stored.pk) not in visitor.get(address).text
    StoredFile.objects.update(alt="港の写真", rights="提供 港区")
    for address in (article.get_absolute_url(), "/news/issues/13/"):
        assert 'alt="港の写真"' in visitor.get(address).text
    assert visitor.get(f"/files/{stored.pk}/").getvalue()


def test_a_cover_stands_for_its_issue(visitor, secretariat, make_issue):
    issue = make_issue(13)
    assert 'class="cover"' in visitor.get("/news/issues/").text
    stored = store_upload(SimpleUploadedFile("表紙.jpg", sample_files.picture()), by=secretariat)
    attach_files([stored], to=issue)
    StoredFile.objects.update(alt="表紙", rights="特別区長会")
    for address in ("/news/", "/news/issues/", "/news/issues/13/"):
        page = visitor.get(address).text
        assert f"/files/{stored.pk}/w800/" in page
        assert 'class="cover"' not in page


def test_an_article_and_a_member_lead_to_each_other(visitor, secretariat, sakai, make_issue, make_article):
    article = make_article(make_issue(13), "東京で感じる堺")
    link_records(one=article, other=sakai, by=secretariat)
    assert sakai.get_absolute_url() in visitor.get(article.get_absolute_url()).text
    type(sakai).objects.filter(pk=sakai.pk).update(withdrawn_on=datetime.date(2026, 1, 1))
    assert sakai.get_absolute_url() not in visitor.get(article.get_absolute_url()).text


def test_records_are_found_by_the_address_of_an_article_and_a_member(
    browser, secretariat, sakai, make_issue, make_article
):
    article = make_article(make_issue(13))
    client, page = browser(secretariat), f"/links/article/{article.pk}/"
    client.post(page, {"typed": f"http://testserver{sakai.get_absolute_url()}"})
    assert sakai.name in client.get(page).text
    other = make_article(article.issue, "もう一つ")
    client.post(f"/links/article/{other.pk}/", {"typed": article.get_absolute_url()})
    assert "もう一つ" in client.get(page).text
    for typed in ("/news/issues/13/99/", "/news/issues/13/99999999999999999999/", "/members/999999/"):
        assert client.post(page, {"typed": typed}).status_code == 400


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(visitor, make_issue, make_article, django_assert_num_queries, number):
    issue = make_issue(13)
    for index in range(number):
        make_article(issue, f"記事{index}")
    linkables_by_type()  # content types are cached for the process
    ContentType.objects.get_for_models(Article, NewsIssue)
    for path, queries in (("/news/issues/13/", 4), ("/news/issues/13/1/", 4), ("/news/feed.xml", 2)):
        with django_assert_num_queries(queries):
            visitor.get(path)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"order": 1}, "article_order_once"),
        ({"order": 0}, "article_order_from_one"),
        ({"draft": True, "by": True}, "article_published_whole"),
    ],
)
def test_what_an_article_must_be(make_issue, make_article, secretariat, fields, constraint):
    issue = make_issue(13)
    make_article(issue)
    fields = dict(fields)
    if fields.pop("by", False):
        fields["published_by"] = secretariat
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_article(issue, **fields)
