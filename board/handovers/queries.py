"""What a person leaves on the board for whoever follows him: the board's part of the hand-over paper."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, When

from board.assignments.models import Assignment
from board.assignments.queries import open_assignments_of
from board.bookmarks.models import Bookmark
from board.subscriptions.models import Watch
from board.subscriptions.queries import watches_of
from board.topic_lists.models import SavedFilter
from board.topics.models import Topic
from board.unread.queries import unread_count as unread_unread_count
from board.unread.queries import with_unread
from common.attachments.queries import set_files
from members.users.models import User
from pamphlets.requests.models import UNASKED, PamphletRequest

MOST = 100  # rows of each list; the paper says when there are more


@dataclass(frozen=True)
class HandoverPaper:
    """Lists in the order of their urgency, as the reader may see them; own rows carry their `files`."""

    assignments: list[Assignment]
    to_answer: list[PamphletRequest]
    requests: list[PamphletRequest]
    topics: list[Topic]
    drafts: list[Topic]
    request_drafts: list[PamphletRequest]  # also those that wait for approval
    bookmarks: list[Bookmark]
    filters: list[SavedFilter]
    shows_own: bool  # drafts and assignments are read inside the organisation only
    shows_private: bool  # bookmarks and filters: by himself, and by colleagues once he is gone
    unread_count: int | None
    notices: list[Watch]

    @property
    def is_cut(self) -> bool:
        lists = (self.assignments, self.to_answer, self.requests, self.topics, self.drafts)
        return any(len(rows) >= MOST for rows in (*lists, self.request_drafts, self.bookmarks))

    @property
    def with_files(self) -> list:
        rows = (*self.topics, *self.drafts, *self.requests, *self.request_drafts)
        return [row for row in rows if row.files]


def handover_paper_of(person: User, reader: User) -> HandoverPaper:
    """What his section has open and in drafts, what his ward has to answer, what he kept for himself."""
    unread_count = unread_unread_count(person) if person.is_member else None
    own = Topic.objects.visible_to(reader).filter(section=person.section_id).for_rows()
    own = with_unread(own, person, has_floor=True)
    topics, drafts = _halves(own, [Topic.State.OPEN], [Topic.State.DRAFT], "deadline")
    pamphlets = PamphletRequest.objects.visible_to(reader)
    requests, unasked = [], []
    if not person.is_special_ward:  # wards are asked, they ask nothing
        own = pamphlets.filter(section=person.section_id).for_rows()
        requests, unasked = _halves(own, [PamphletRequest.State.OPEN], UNASKED, "answer_due")
    colleagues = reader.organization == person.organization
    set_files([*topics, *drafts, *requests, *unasked])
    private = person == reader or (colleagues and not person.is_active)
    return HandoverPaper(
        assignments=list(open_assignments_of(person, reader)[:MOST]) if colleagues else [],
        to_answer=list(pamphlets.waiting_for(person).for_rows()[:MOST]) if person.is_special_ward else [],
        requests=requests,
        topics=topics,
        drafts=drafts,
        request_drafts=unasked,
        bookmarks=_bookmarks(person, reader) if private else [],
        filters=list(SavedFilter.objects.filter(user=person)) if private else [],
        shows_own=colleagues,
        shows_private=private,
        unread_count=unread_count,
        notices=watches_of(person),
    )


def _halves(rows, going_on, unsent, day) -> tuple[list, list]:
    """What goes on, the most urgent first, and what was not sent yet, the last saved first; one query."""
    draft = Q(state__in=unsent)
    found = rows.filter(Q(state__in=going_on) | draft).order_by(
        Case(When(draft, then=0), default=1), Case(When(draft, then=None), default=F(day)), "pk"
    )[: 2 * MOST]
    drafts = [row for row in found if row.state in unsent]
    drafts.sort(key=lambda row: row.saved_at or row.created_at, reverse=True)
    return [row for row in found if row.state not in unsent][:MOST], drafts[:MOST]


def _bookmarks(person, reader) -> list[Bookmark]:
    """His bookmarks on topics that the reader may see, the newest first."""
    topics = Topic.objects.visible_to(reader).filter(published_at__isnull=False)
    marks = Bookmark.objects.filter(user=person, topic__in=topics.values("pk"))
    return list(marks.select_related("topic").order_by("-pk")[:MOST])
