"""An issue is put together by hand and published with its articles; nothing is public before that."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.attachments.models import StoredFile
from common.audit_log.queries import entries_of
from news.article_editing import actions as articles
from news.issue_editing import actions
from news.issue_editing.tasks import publish_scheduled_issue
from news.issues.models import Article, NewsIssue
from tests import sample_files
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
TYPED = {"volume": "14", "published_on": "令和8年9月30日", "source": "紙面"}
ARTICLE = {"kind": "event", "headline": "見出し", "lead": "要約", "body": "一行目\r\n・二行目"}


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def verbs(row):
    return [entry.verb.partition("_")[2] for entry in entries_of(row)]


def test_an_issue_is_written_by_hand_and_published_with_its_articles(client, visitor, secretariat):
    answer = client.post("/news/issues/new/", TYPED, follow=True)
    assert answer.request["PATH_INFO"] == "/news/issues/14/desk/"
    assert "記事がありません" in answer.text
    refused = client.post("/news/issues/14/publish/", follow=True)
    assert "記事がありません" in refused.text
    for headline in ("一つ目", "二つ目"):
        client.post("/news/issues/14/articles/new/", ARTICLE | {"headline": headline})
    first, second = Article.objects.in_order()
    client.post(f"/news/articles/{second.pk}/up/")
    assert [row.headline for row in Article.objects.in_order()] == ["二つ目", "一つ目"]
    for address in ("/news/issues/14/", "/news/issues/14/1/"):
        assert visitor.get(address).status_code == 404
        assert client.get(address).status_code == 200
    client.post("/news/issues/14/publish/")
    assert "<li>二行目</li>" in visitor.get("/news/issues/14/1/").text
    assert "二つ目" in visitor.get("/news/issues/14/1/").text
    first.refresh_from_db()
    assert first.published_by == secretariat
    assert verbs(NewsIssue.objects.get()) == ["published", "created"]
    assert verbs(first) == ["created"]


def test_an_article_added_later_is_published_itself(client, visitor, make_issue, make_article):
    make_article(issue := make_issue(13))
    client.post("/news/issues/13/articles/new/", ARTICLE)
    row = Article.objects.get(order=2)
    assert visitor.get(row.get_absolute_url()).status_code == 404
    assert "変えられません" in client.post(f"/news/articles/{row.pk}/up/", follow=True).text
    for act, status in (("publish", 200), ("publish", 200), ("delete", 200), ("withdraw", 404)):
        client.post(f"/news/articles/{row.pk}/{act}/")
        assert visitor.get(row.get_absolute_url()).status_code == status
    assert "公開されていません" in client.post(f"/news/articles/{row.pk}/withdraw/", follow=True).text
    client.post(f"/news/articles/{row.pk}/delete/")
    assert issue.articles.count() == 1
    assert verbs(row) == ["deleted", "withdrawn", "published", "created"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"volume": "0"}, "1以上の数を入力してください"),
        ({"volume": "13"}, "もう登録されています"),
        ({"source": ""}, "出典を入力してください"),
        ({"topics": "あ" * 2001}, "2,000"),
        ({"published_on": "令和8年2月30日"}, "日"),
        ({"topics": "長い内容\u202e"}, "制御文字"),
    ],
)
def test_a_bad_form_of_an_issue_says_so_and_keeps_what_was_typed(client, make_issue, typed, told):
    make_issue(13)
    answer = client.post("/news/issues/new/", TYPED | {"publisher": "特別区長会"} | typed)
    assert answer.status_code == 400
    (name,) = typed
    assert told in answer.context["form"].errors[name].as_text()
    assert "特別区長会" in answer.text
    assert NewsIssue.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"headline": ""}, "見出しを入力してください"),
        ({"headline": "あ" * 101}, "100"),
        ({"kind": "nothing"}, "種類"),
        ({"body": "あ" * 1_000_000}, "10,000"),
        ({"body": "本文\x00"}, "NUL"),
        ({"page": "0"}, "1以上の数を入力してください"),
        ({"page": "201ページ"}, "200以下の数を入力してください"),
    ],
)
def test_a_bad_form_of_an_article_is_refused(client, make_issue, typed, told):
    make_issue(13)
    answer = client.post("/news/issues/13/articles/new/", ARTICLE | typed)
    assert answer.status_code == 400
    assert told in answer.text
    assert "要約" in answer.text
    assert not Article.objects.exists()


def test_a_picture_without_words_or_rights_keeps_all_unpublished(client, visitor, make_issue):
    make_issue(13, draft=True)
    upload = SimpleUploadedFile("港.jpg", sample_files.picture())
    answer = client.post("/news/issues/13/articles/new/", ARTICLE | {"files": upload})
    row = Article.objects.get()
    assert answer["Location"] == f"/news/articles/{row.pk}/files/"
    assert "見出し" in client.post("/news/issues/13/publish/", follow=True).text
    assert visitor.get("/news/issues/13/").status_code == 404
    stored = StoredFile.objects.get()
    words = {f"alt_{stored.pk.hex}": "港", f"rights_{stored.pk.hex}": "提供 港区"}
    assert client.post(answer["Location"], words)["Location"] == "/news/issues/13/desk/"
    client.post("/news/issues/13/publish/")
    assert "提供 港区" in visitor.get("/news/issues/13/1/").text


def test_the_same_form_pressed_twice_makes_one(client, make_issue):
    make_issue(13)
    key = {"idempotency_key": "5f2f0f2e-6a5d-4a55-9f4e-0d0f4a1b2c3d"}
    for _ in range(2):
        client.post("/news/issues/13/articles/new/", ARTICLE | key)
        client.post("/news/issues/new/", TYPED | key)
    assert (Article.objects.count(), NewsIssue.objects.count()) == (1, 2)


def test_two_who_edit_one_article_are_told(client, make_issue, make_article):
    row = make_article(make_issue(13, draft=True), lead="要約")
    version = client.get(f"/news/articles/{row.pk}/edit/").context["form"].version_now
    client.post(f"/news/articles/{row.pk}/edit/", ARTICLE | {"headline": "一人目", "version": version})
    late = ARTICLE | {"headline": "二人目", "version": version}
    answer = client.post(f"/news/articles/{row.pk}/edit/", late)
    assert answer.status_code == 409
    assert "一人目" in answer.text
    row.refresh_from_db()
    assert row.headline == "一人目"


def test_the_clock_publishes_at_the_set_time(secretariat, visitor, make_issue, make_article):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        issue = make_issue(13, draft=True)
        make_article(issue, draft=True, lead="要約")
        at = start + datetime.timedelta(minutes=20)
        actions.schedule_issue(issue=issue, by=secretariat, at=at)
        seen = []
        for minutes in (19, 2):
            clock.shift(datetime.timedelta(minutes=minutes))
            by_clock(publish_scheduled_issue)
            seen.append(visitor.get("/news/issues/13/1/").status_code)
    assert seen == [404, 200]
    issue.refresh_from_db()
    assert (issue.published_by, issue.published_at) == (secretariat, at)


def test_withdrawn_and_deleted(client, visitor, make_issue, make_article):
    make_article(make_issue(13), lead="要約")
    client.post("/news/issues/13/delete/")
    assert visitor.get("/news/issues/13/1/").status_code == 200
    client.post("/news/issues/13/withdraw/")
    assert visitor.get("/news/issues/13/1/").status_code == 404
    assert "公開されていません" in client.post("/news/issues/13/withdraw/", follow=True).text
    client.post("/news/issues/13/edit/", TYPED | {"volume": "15"})
    client.post("/news/issues/15/delete/")
    assert not NewsIssue.objects.exists()


def test_the_volume_of_a_public_issue_stays(client, make_issue):
    make_issue(13)
    answer = client.post("/news/issues/13/edit/", TYPED)
    assert answer.status_code == 400
    assert "変えられません" in answer.text
    assert NewsIssue.objects.get().volume == 13


def test_an_issue_has_room_for_sixty_articles(secretariat, make_issue, make_article, monkeypatch):
    monkeypatch.setattr(articles, "MAX_ARTICLES", 1)
    issue = make_issue(13)
    make_article(issue)
    with pytest.raises(articles.ActionRefused):
        articles.create_article(issue=issue, by=secretariat, values={"kind": "event", "headline": "x"})


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_needs_few_queries(client, make_issue, make_article, number, django_assert_num_queries):
    issue = make_issue(13)
    for _ in range(number):
        make_article(issue)
    client.get("/news/issues/13/desk/")
    with django_assert_num_queries(6):
        client.get("/news/issues/13/desk/")


def test_only_a_draft_is_planned(secretariat, make_issue):
    with pytest.raises(IntegrityError, match="planned_is_draft"), transaction.atomic():
        make_issue(13, publish_at=timezone.now(), publish_by=secretariat)


DESCRIBES = "説明と権利"


@pytest.mark.parametrize(("name", "is_asked"), [("紙面.pdf", False), ("表紙.jpg", True)])
def test_desks_ask_for_descriptions_of_pictures_alone(client, make_announcement, name, is_asked):
    def typed(values):
        content = sample_files.pdf() if name.endswith(".pdf") else sample_files.picture()
        return values | {"files": sample_files.upload(name, content)}

    client.post("/news/issues/new/", typed(TYPED))
    assert (f"表紙の{DESCRIBES}" in client.get("/news/issues/14/desk/").text) is is_asked
    client.post("/news/issues/14/articles/new/", typed(ARTICLE))
    assert (f"写真の{DESCRIBES}" in client.get("/news/issues/14/desk/").text) is is_asked
    notice = make_announcement()
    client.post(f"/news/{notice.pk}/edit/", typed({"title": "件名", "body": "本文"}))
    assert (f"写真の{DESCRIBES}" in client.get(f"/news/{notice.pk}/desk/").text) is is_asked
