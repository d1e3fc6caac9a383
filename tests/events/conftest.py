import datetime

import pytest
from django.utils import timezone

from events.models import Event
from members.facts import load_local_governments
from office.publication import State


@pytest.fixture
def make_event(db):
    """Make an event, public unless `draft=True`."""

    def make(title="堺の展示", *, draft=False, **fields):
        fields.setdefault("starts_on", datetime.date(2025, 11, 8))
        fields.setdefault("kind", Event.Kind.EXHIBITION)
        public = {} if draft else {"state": State.PUBLISHED, "published_at": timezone.now()}
        return Event.objects.create(title=title, source="試験", **fields, **public)

    return make


@pytest.fixture
def local_governments(db):
    load_local_governments()
