import pytest
from django.utils import timezone

from common.publication.models import PublicationState
from news.news.models import Announcement, NewsIssue


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
