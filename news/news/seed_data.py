"""Issues of 全国連携NEWS of fixtures/news.csv; loading again never touches a row that is there."""

from django.db import transaction
from django.utils import timezone

from common import seed_data
from common.publication.models import PublicationState
from common.search.actions import refresh_index_all
from news.news.models import NewsIssue


@transaction.atomic
def load_seed_data() -> dict[str, int]:
    """Load the issues that are missing; returns how many rows were written."""
    known = set(NewsIssue.objects.values_list("volume", flat=True))
    issues = NewsIssue.objects.bulk_create(
        NewsIssue(
            volume=int(row["volume"]),
            published_on=seed_data.first_day(row["published_on"]),
            publisher=row["publisher"],
            topics="\n".join(topic.strip() for topic in row["topics"].split(";")),
            source=row["source"],
            state=PublicationState.PUBLISHED,
            published_at=timezone.now(),
        )
        for row in seed_data.read_rows("news.csv")
        if int(row["volume"]) not in known
    )
    refresh_index_all(NewsIssue, issues)
    return {"全国連携NEWS": len(issues)}
