"""Topics above the list of the board, and those that my page shows."""

from dataclasses import dataclass, field

from django.utils import timezone

from board.topic_lists.models import SavedFilter
from board.topics.models import Topic
from board.topics.queries import listed_rows
from board.unread import queries
from board.unread.queries import unread_ids, with_unread
from common.compiled_queries.compiled import compiled
from members.access.viewers import viewer_of

MAX_ROWS = 5
LATEST_OF_SECRETARIAT = 10  # among these the newest unread one is looked for


@dataclass(frozen=True)
class PendingTopics:
    """What a person has to read or do on the board; each list is short, `unread_count` is capped at 100."""

    unread_count: int
    unread: list[Topic]
    drafts: list[Topic]
    answered: list[Topic]


def pending_topics(user) -> PendingTopics:
    """Unread topics, drafts of their organisation, and its open topics with new replies; four queries."""
    ids = unread_ids(user, queries.CAP + 1)
    if not user.is_member:
        return PendingTopics(0, [], [], [])
    viewer = viewer_of(user)
    unread = listed_rows(viewer, keys=ids[:MAX_ROWS]) if ids else []
    for topic in unread:
        topic.unread = True
    answered = _answered_rows(viewer) if user.section_id else []
    return PendingTopics(len(ids), unread, _draft_rows(viewer), answered)


@compiled
def _draft_rows(viewer):
    return Topic.objects.drafts_of(viewer).for_rows().order_by("-saved_at")[:MAX_ROWS]


@compiled
def _answered_rows(viewer):
    """Open topics of their organisation with replies that they have not read."""
    own = Topic.objects.listed_for(viewer).filter(
        organization=viewer.organization, state=Topic.State.OPEN, reply_count__gt=0
    )
    rows = with_unread(own.for_rows(), viewer, has_floor=True).filter(unread=True)
    return rows.order_by("-activity_no")[:MAX_ROWS]


@dataclass(frozen=True)
class TopOfBoard:
    """What is above the list of the board: pinned topics, and the latest ones of the secretariat."""

    pinned: list[Topic] = field(default_factory=list)
    latest: list[Topic] = field(default_factory=list)

    @property
    def rows(self) -> list[Topic]:
        return [*self.pinned, *self.latest]

    @property
    def notice(self) -> Topic | None:
        """The newest unread topic of the secretariat that is not pinned; after `mark_unread_rows`."""
        return next((topic for topic in self.latest if topic.unread), None)


def top_of_board(user) -> TopOfBoard:
    """One query, whatever there is."""
    rows = _top_rows(viewer_of(user), today=timezone.localdate())
    return TopOfBoard(
        [topic for topic in rows if topic.is_pinned],
        sorted((topic for topic in rows if not topic.is_pinned), key=lambda topic: -topic.activity_no),
    )


@compiled
def _top_rows(viewer, *, today):
    listed = Topic.objects.listed_for(viewer).without_talks()
    latest = listed.from_secretariat().order_by("-activity_no").values("pk")[:LATEST_OF_SECRETARIAT]
    keys = listed.pinned(today).order_by().values("pk").union(latest)
    return listed.filter(pk__in=keys).for_rows().order_by("-pinned_at", "-activity_no")


@compiled
def _saved_filters(*, user):
    return SavedFilter.objects.filter(user=user)


def saved_filters_of(user) -> list[SavedFilter]:
    return _saved_filters(user=user.pk)
