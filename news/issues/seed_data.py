"""Issues of 全国連携NEWS with their articles, from fixtures/; loading again never touches what is there."""

from django.db import transaction
from django.utils import timezone

from common import seed_data
from common.publication.models import PublicationState
from common.search.actions import refresh_index_all
from common.text import render_prose
from news.issues.models import Article, NewsIssue

ARTICLES = "news_articles.csv"


@transaction.atomic
def load_seed_data() -> dict[str, int]:
    """Load missing issues, and articles where an issue has none; returns how many were written."""
    issues, articles = _load_issues(), _load_articles()
    refresh_index_all(NewsIssue, issues)
    refresh_index_all(Article, articles)
    return {"全国連携NEWS": len(issues), "記事": len(articles)}


def _load_issues() -> list[NewsIssue]:
    known = set(NewsIssue.objects.values_list("volume", flat=True))
    return NewsIssue.objects.bulk_create(
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


def _load_articles() -> list[Article]:
    bare = NewsIssue.objects.published().filter(articles=None)
    issues = {issue.volume: issue for issue in bare}
    kinds = {kind.label: kind for kind in Article.Kind}
    return Article.objects.bulk_create(
        Article(
            issue=issues[int(row["volume"])],
            order=int(row["order"]),
            kind=kinds[row["kind"]],
            headline=row["headline"],
            lead=row["lead"],
            body=row["body"],
            body_html=render_prose(row["body"]),
            published_at=timezone.now(),
        )
        for row in seed_data.read_rows(ARTICLES)
        if int(row["volume"]) in issues
    )
