"""How a volume of the newsletter, and an article of it, look where their addresses are shared."""

from common.sharing.sharing import Sharing, absolute, day, first_picture, publisher
from news.issues.models import Article, NewsIssue


def sharing_of_issue(issue: NewsIssue) -> Sharing | None:
    if not issue.is_published:
        return None
    facts = {
        "@type": "PublicationIssue",
        "issueNumber": str(issue.volume),
        "datePublished": day(issue.published_on),
        "publisher": publisher(),
    }
    topics = "、".join(issue.topics.splitlines())
    return Sharing(issue.get_absolute_url(), str(issue), facts, topics, issue.picture)


def sharing_of_article(article: Article, pictures) -> Sharing | None:
    if not article.is_published:
        return None
    issue = article.issue
    facts = {
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": day(article.published_on),
        "dateModified": day(article.changed_at),
        "publisher": publisher(),
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": str(issue.volume),
            "url": absolute(issue.get_absolute_url()),
        },
    }
    described = article.lead or article.headline
    return Sharing(article.get_absolute_url(), article.headline, facts, described, first_picture(pictures))
