"""Making articles of what was chosen."""

from collections.abc import Iterable

from django.db import transaction

from common.links.actions import link_records
from news.article_editing.actions import create_article
from news.issues.models import NewsIssue
from portal.issue_proposals.queries import Proposal


@transaction.atomic
def accept_proposals(*, issue: NewsIssue, by, proposals: Iterable[Proposal]) -> int:
    """A draft of an article for each, tied to its record; one whose headline stands there is left out."""
    known = set(issue.articles.values_list("headline", flat=True))
    made = 0
    for proposal in proposals:
        if proposal.values["headline"] in known:
            continue
        article = create_article(issue=issue, by=by, values=proposal.values)
        if proposal.record is not None:
            link_records(one=article, other=proposal.record, by=by)
        known.add(article.headline)
        made += 1
    return made
