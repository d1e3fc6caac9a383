"""What a person leaves on the board to their successor: the board's part of the handover paper."""

from dataclasses import dataclass

from board.assignments.models import Assignment
from board.assignments.queries import open_assignments_of
from board.bookmarks.models import Bookmark
from board.subscriptions.models import Watch
from board.subscriptions.queries import watches_of
from board.topics.models import Topic
from board.unread.queries import unread_count as unread_unread_count
from board.unread.queries import with_unread
from common.attachments.queries import set_files
from members.handovers.queries import MAX_ON_PAPER, open_and_drafts
from members.saved_filters.models import SavedFilter
from members.users.models import User


@dataclass(frozen=True)
class HandoverPaper:
    """Lists in the order of their urgency, as the reader may see them; own rows have their `files`."""

    assignments: list[Assignment]
    topics: list[Topic]
    drafts: list[Topic]
    bookmarks: list[Topic]
    filters: list[SavedFilter]
    shows_own: bool  # drafts and assignments are read inside the organisation only
    shows_private: bool  # bookmarks and filters: by the person, and by colleagues once the person has left
    unread_count: int | None
    watches: list[Watch]

    @property
    def is_cut(self) -> bool:
        lists = (self.assignments, self.topics, self.drafts)
        return any(len(rows) >= MAX_ON_PAPER for rows in (*lists, self.bookmarks))

    @property
    def with_files(self) -> list:
        return [row for row in (*self.topics, *self.drafts) if row.files]


def handover_paper_of(person: User, reader: User) -> HandoverPaper:
    """What their section has open and in drafts, and what is their own."""
    unread_count = unread_unread_count(person) if person.is_member else None
    own = Topic.objects.visible_to(reader).filter(section=person.section_id).for_rows()
    own = with_unread(own, person, has_floor=True)
    topics, drafts = open_and_drafts(own, [Topic.State.OPEN], [Topic.State.DRAFT], "deadline")
    colleagues = reader.organization == person.organization
    set_files([*topics, *drafts])
    private = person == reader or (colleagues and not person.is_active)
    return HandoverPaper(
        assignments=list(open_assignments_of(person, reader)[:MAX_ON_PAPER]) if colleagues else [],
        topics=topics,
        drafts=drafts,
        bookmarks=_bookmarks(person, reader) if private else [],
        filters=list(SavedFilter.objects.filter(user=person)) if private else [],
        shows_own=colleagues,
        shows_private=private,
        unread_count=unread_count,
        watches=watches_of(person),
    )


def _bookmarks(person, reader) -> list[Topic]:
    """What the person bookmarked and the reader may see, newest bookmark first."""
    topics = Topic.objects.visible_to(reader).filter(published_at__isnull=False)
    marks = Bookmark.objects.filter(user=person, topic__in=topics.values("pk"))
    return [mark.topic for mark in marks.select_related("topic").order_by("-pk")[:MAX_ON_PAPER]]
