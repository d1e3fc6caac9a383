"""What other pages, my page above all, show of the board."""

from dataclasses import dataclass, field

from board.topics.models import Topic
from board.unread import queries
from board.unread.queries import unread_ids, with_unread

MOST = 5
LATEST_OF_SECRETARIAT = 10  # among these the newest unread one is looked for


@dataclass(frozen=True)
class Waiting:
    """What waits for a person on the board; each list is short, `unread_count` is capped at 100."""

    unread_count: int
    unread: list[Topic]
    drafts: list[Topic]
    answered: list[Topic]


def waiting_for(user) -> Waiting:
    """Unread topics, drafts of his organisation, and its open topics with new replies; four queries."""
    ids = unread_ids(user, queries.CAP + 1)
    if not user.is_member:
        return Waiting(0, [], [], [])
    listed = Topic.objects.listed_for(user)
    unread = list(listed.filter(pk__in=ids[:MOST]).for_rows().order_by("-activity_no"))
    for topic in unread:
        topic.unread = True
    drafts = Topic.objects.drafts_of(user).for_rows().order_by("-saved_at")[:MOST]
    own = listed.filter(organization=user.organization, state=Topic.State.OPEN, reply_count__gt=0)
    answered = (
        with_unread(own.for_rows(), user, has_floor=True).filter(unread=True).order_by("-activity_no")[:MOST]
    )
    return Waiting(len(ids), unread, list(drafts), list(answered))


@dataclass(frozen=True)
class Top:
    """What stands above the list of the board: pinned topics, and the latest ones of the secretariat."""

    pinned: list[Topic] = field(default_factory=list)
    latest: list[Topic] = field(default_factory=list)

    @property
    def rows(self) -> list[Topic]:
        return [*self.pinned, *self.latest]

    @property
    def notice(self) -> Topic | None:
        """The newest unread topic of the secretariat that is not pinned; after `reading.mark_rows`."""
        return next((topic for topic in self.latest if topic.unread), None)


def top_of_board(user) -> Top:
    """One query, whatever stands there."""
    listed = Topic.objects.listed_for(user).on_the_board()
    latest = listed.from_secretariat().order_by("-activity_no").values("pk")[:LATEST_OF_SECRETARIAT]
    keys = listed.pinned().order_by().values("pk").union(latest)
    rows = list(listed.filter(pk__in=keys).for_rows().order_by("-pinned_at", "-activity_no"))
    return Top(
        [topic for topic in rows if topic.is_pinned],
        sorted((topic for topic in rows if not topic.is_pinned), key=lambda topic: -topic.activity_no),
    )
