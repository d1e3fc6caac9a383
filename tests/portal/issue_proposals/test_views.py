"""The next issue starts from what the site recorded since the issue before it."""

import datetime

import pytest
from django.utils import timezone

from common.japanese_calendar import today
from common.links.models import Link
from common.publication.models import PublicationState
from events.events.models import Event
from events.headcounts.models import Headcount
from news.issues.models import Article, NewsIssue

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def issue():
    public = {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
    NewsIssue.objects.create(volume=13, published_on=today() - 30 * DAY, source="試験", **public)
    return NewsIssue.objects.create(volume=14, source="試験")


def make_event(title, ago, **fields):
    public = {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
    starts_on = today() - ago * DAY
    return Event.objects.create(title=title, kind="showcase", starts_on=starts_on, **(public | fields))


def test_what_was_since_the_issue_before_becomes_drafts_tied_to_its_record(
    issue, browser, secretariat, visitor
):
    event = make_event("魅力の催し", 10)
    Headcount.objects.create(event=event, basis="people", number=300)
    Headcount.objects.create(event=event, basis="visits", number=1158)
    make_event("前の号より前", 40)
    make_event("これから", -5)
    make_event("下書きの催し", 9, state=PublicationState.DRAFT, published_at=None)
    make_event("中止の催し", 9, holding="cancelled")
    client, address = browser(secretariat), "/news/issues/14/proposals/"
    page = client.get(address).text
    assert "参加者・来場者数 300人、延べ来場者数 1,158人" in page
    for title in ("前の号より前", "これから", "下書きの催し", "中止の催し"):
        assert title not in page
    for _ in range(2):
        client.post(address, {"proposal": [f"event-{event.pk}", "event-999", "\x00"]})
    article = Article.objects.get()
    assert (article.issue, article.headline, article.is_published) == (issue, "魅力の催し", False)
    assert Link.objects.count() == 1
    assert "魅力の催し" not in client.get(address).text
    assert visitor.get(article.get_absolute_url()).status_code == 404


def test_new_members_are_one_article(issue, browser, secretariat, sakai):
    type(sakai).objects.filter(pk=sakai.pk).update(joined_on=today() - DAY)
    client = browser(secretariat)
    assert "1の自治体・団体" in client.get("/news/issues/14/proposals/").text
    client.post("/news/issues/14/proposals/", {"proposal": "members"})
    assert "大阪府堺市" in Article.objects.get().body


def test_nothing_chosen_is_said(issue, browser, secretariat):
    answer = browser(secretariat).post("/news/issues/14/proposals/")
    assert answer.status_code == 400
    assert "1つ以上選んでください" in answer.text
    assert not Article.objects.exists()
