"""Issues whose time of publication has come; may run twice without harm."""

from common import clock
from news.issue_editing.actions import publish_due_issue
from news.issues.models import NewsIssue


@clock.each(
    clock.every(1),
    rows=lambda now: NewsIssue.objects.publication_due(now),
    label="予約した全国連携NEWSの公開",
    lock=False,
)
def publish_scheduled_issue(issue, *, now) -> bool:
    """An issue whose time of publication has come."""
    return publish_due_issue(issue=issue)
