"""Issues and articles as pages show them."""

from collections.abc import Iterable

from common.attachments.queries import files_by_kind, set_files
from common.compiled_queries.compiled import compiled
from members.access.viewers import viewer_of
from news.issues.models import Article, NewsIssue

SMALLINT = 32_767


@compiled
def newest_issues(viewer, limit):
    return NewsIssue.objects.visible_to(viewer).newest_first()[:limit]


@compiled
def _articles_of(viewer, *, issue_id):
    return Article.objects.visible_to(viewer).filter(issue=issue_id).in_order().defer("body", "body_html")


@compiled
def _article_at(viewer, *, volume, place):
    return (
        Article.objects.visible_to(viewer).filter(issue__volume=volume, order=place).select_related("issue")
    )


def articles_of(issue: NewsIssue, user) -> list[Article]:
    """Without their texts, in order."""
    rows = list(_articles_of(viewer_of(user), issue_id=issue.pk))
    for row in rows:
        row.issue = issue
    return rows


def article_at(volume: int, order: int, user) -> Article | None:
    """The article of an address, as far as this reader may see it."""
    if max(volume, order) > SMALLINT:
        return None
    return _article_at.first(viewer_of(user), volume=volume, place=order)


def set_pictures(issues: Iterable[NewsIssue], articles: Iterable[Article] = ()) -> None:
    """Set `files`, and as `picture` what stands for it: its first picture, of an issue also its first page.

    Of what is public only pictures with their words and rights.
    """
    rows = [*issues, *articles]
    set_files(rows)
    for row in rows:
        kinds = files_by_kind(row.files, drafted=not row.is_published)
        pages = [file for file in kinds["documents"] if file.small_size and isinstance(row, NewsIssue)]
        row.picture = next(iter([*kinds["pictures"], *pages]), None)
