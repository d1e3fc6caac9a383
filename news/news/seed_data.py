"""Issues of 全国連携NEWS of fixtures/news.csv; loading again never touches a row that is there."""

from django.db import transaction
from django.utils import timezone

from news.models import NewsIssue
from office import fixture, index
from office.publication import State


@transaction.atomic
def load() -> dict[str, int]:
    """Load the issues that are missing; returns how many rows were written."""
    known = set(NewsIssue.objects.values_list("volume", flat=True))
    issues = NewsIssue.objects.bulk_create(
        NewsIssue(
            volume=int(row["volume"]),
            published_on=fixture.first_day(row["published_on"]),
            publisher=row["publisher"],
            topics="\n".join(topic.strip() for topic in row["topics"].split(";")),
            source=row["source"],
            state=State.PUBLISHED,
            published_at=timezone.now(),
        )
        for row in fixture.rows("news.csv")
        if int(row["volume"]) not in known
    )
    index.refresh_all(NewsIssue, issues)
    return {"全国連携NEWS": len(issues)}
