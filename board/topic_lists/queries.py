"""Topics above the list of the board, and those that my page shows."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, ExpressionWrapper, Q, QuerySet, Value, When
from django.utils import timezone

from board.topics.models import Topic
from board.topics.queries import listed_rows
from board.unread import queries
from board.unread.queries import unread_ids, with_unread
from common.compiled_queries.compiled import compiled
from common.work_items import RunningKind, running_rows
from members.access.viewers import viewer_of

MAX_ROWS = 5
RUNNING = (RunningKind("board.open", "投稿", "board:topic-detail", "返信{number}件"),)
LATEST_OF_SECRETARIAT = 10  # among these the newest unread one is looked for


@dataclass(frozen=True)
class NewTopics:
    """The latest of what a person has not read; `count` is capped at 100."""

    count: int
    rows: list[Topic]


def new_topics(user) -> NewTopics:
    """Two queries; makes sure that the person has a floor."""
    ids = unread_ids(user, queries.CAP + 1)
    rows = listed_rows(viewer_of(user), keys=ids[:MAX_ROWS]) if ids else []
    for topic in rows:
        topic.unread = True
    return NewTopics(len(ids), rows)


def running(user) -> list[QuerySet]:
    """Open topics of their organisation, those with replies that they have not read first.

    Ask for their `new_topics` before.
    """
    own = Topic.objects.listed_for(user).filter(organization=user.organization, state=Topic.State.OPEN)
    own = with_unread(own, user, has_floor=True).order_by(
        Case(When(unread=True, reply_count__gt=0, then=Value(0)), default=Value(1)), "-activity_no"
    )
    answered = ExpressionWrapper(Q(unread=True, reply_count__gt=0), output_field=BooleanField())
    number, due = "reply_count", "deadline"
    rows = running_rows(own, "board.open", title="title", number=number, due=due, new=answered)
    return [rows[:MAX_ROWS]]


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
