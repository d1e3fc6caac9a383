import datetime

import pytest
from django.utils import timezone

from common.publication.models import PublicationState
from disaster.disasters.models import Disaster


@pytest.fixture
def make_disaster(db):
    """Make a disaster, public unless `draft=True`."""

    def make(key="noto", *, draft=False, **fields):
        fields.setdefault("name", f"見本の地震 {key}")
        fields.setdefault("began_on", datetime.date(2024, 1, 1))
        public = {} if draft else {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        return Disaster.objects.create(key=key, source="試験", **fields, **public)

    return make
