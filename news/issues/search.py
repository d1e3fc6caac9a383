"""What search finds of the newsletter."""

from common.attachments.search import search_parts_of
from common.search.dates import day_marks
from common.search.registry import SearchText, register_searchable
from common.text import plain_prose
from news.issues.models import Article, NewsIssue


def describe_issue(issue: NewsIssue) -> SearchText | None:
    if not issue.is_published:
        return None
    return SearchText(
        kind="全国連携NEWS",
        title=str(issue),
        body="\n".join(text for text in (issue.topics, issue.publisher) if text),
        files=search_parts_of(issue),
        place="主な内容",
        url=issue.get_absolute_url(),
        hidden_words=day_marks(issue.published_on),
        date=issue.published_on,
        audiences=["public"],
    )


def describe_article(article: Article) -> SearchText | None:
    if not article.is_published:
        return None
    return SearchText(
        kind="全国連携NEWS",
        title=article.headline,
        body="\n".join(
            text for text in (article.lead, plain_prose(article.body), str(article.issue)) if text
        ),
        files=search_parts_of(article),
        url=article.get_absolute_url(),
        hidden_words=day_marks(article.published_on),
        date=article.published_on,
        audiences=["public"],
    )


register_searchable(NewsIssue, describe_issue)
register_searchable(Article, describe_article, rows=lambda: Article._base_manager.select_related("issue"))
