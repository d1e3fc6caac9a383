import datetime

import pytest
from django.utils import timezone

from common.publication.models import PublicationState
from events.events.models import Event
from events.venues.models import Venue


@pytest.fixture
def make_event(db):
    """Make an event, public unless `draft=True`."""

    def make(title="堺の展示", *, draft=False, **fields):
        fields.setdefault("starts_on", datetime.date(2025, 11, 8))
        fields.setdefault("kind", Event.Kind.EXHIBITION)
        public = {} if draft else {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        host = fields.pop("host", "")
        if isinstance(fields.get("venue"), str):
            fields["venue"], _ = Venue.objects.get_or_create(name=fields["venue"])
        event = Event.objects.create(title=title, source="試験", **fields, **public)
        if host:
            event.hosts.create(name=host)
        return event

    return make
