import pytest
from django.utils import timezone

from common.publication.models import PublicationState
from common.text import render_body
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue


@pytest.fixture
def make_announcement(db):
    """Make a notice, public unless `draft=True`."""

    def make(title="お知らせの件名", *, draft=False, **fields):
        fields.setdefault("body", "本文です。")
        public = {} if draft else {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        return Announcement.objects.create(title=title, **(public | fields))

    return make


@pytest.fixture
def make_issue(db):
    def make(volume, *, draft=False, **fields):
        public = {} if draft else {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        return NewsIssue.objects.create(volume=volume, source="試験", **(public | fields))

    return make


@pytest.fixture
def make_article(db):
    """Make an article behind the others of its issue, public unless `draft=True`."""

    def make(issue, headline="記事の見出し", *, draft=False, **fields):
        fields.setdefault("kind", "event")
        fields.setdefault("order", issue.articles.count() + 1)
        at = None if draft else timezone.now()
        html = render_body(fields.get("body", ""))
        return Article.objects.create(
            issue=issue, headline=headline, published_at=at, body_html=html, **fields
        )

    return make
