"""What other pages, my page above all, show of the board."""

from dataclasses import dataclass

from board import reading
from board.models import Topic

MOST = 5


@dataclass(frozen=True)
class Waiting:
    """What waits for a person on the board; each list is short, `unread_count` is capped at 100."""

    unread_count: int
    unread: list[Topic]
    drafts: list[Topic]
    answered: list[Topic]


def waiting_for(user) -> Waiting:
    """Unread topics, drafts of his organisation, and its open topics with new replies; five queries."""
    ids = reading.unread_ids(user, reading.CAP + 1)
    if not user.is_member:
        return Waiting(0, [], [], [])
    listed = Topic.objects.listed_for(user)
    unread = list(listed.filter(pk__in=ids[:MOST]).for_rows().order_by("-activity_no"))
    for topic in unread:
        topic.unread = True
    drafts = Topic.objects.drafts_of(user).for_rows().order_by("-saved_at")[:MOST]
    own = listed.filter(organization=user.organization, state=Topic.State.OPEN, reply_count__gt=0)
    answered = reading.with_unread(own.for_rows(), user).filter(unread=True).order_by("-activity_no")[:MOST]
    return Waiting(len(ids), unread, list(drafts), list(answered))
