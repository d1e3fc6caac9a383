import pytest
from django.contrib.contenttypes.models import ContentType

from common.search.models import IndexedText
from members.sections.models import Section


@pytest.fixture
def put(db):
    """Put a text into the index: put(title, body, audiences=["public"], date=…)."""
    object_type = ContentType.objects.get_for_model(Section)

    def make(title, body="", audiences=("public",), kind="投稿", date=None, **more):
        make.count += 1
        return IndexedText.objects.create(
            object_type=object_type,
            object_id=make.count,
            kind=kind,
            title=title,
            body=body,
            url=f"/{make.count}/",
            date=date,
            audiences=list(audiences),
            **more,
        )

    make.count = 0
    return make
