"""What a person leaves on the board for whoever follows him: the board's part of the hand-over paper."""

from dataclasses import dataclass

from board import reading
from board.assignments import of_person
from board.models import Assignment, PamphletRequest, Topic, Watch
from board.watching import rows_of
from members.models import User
from office import cabinet

MOST = 100  # rows of each list; the paper says when there are more


@dataclass(frozen=True)
class LeftBehind:
    """Lists in the order of their urgency, as the reader may see them; own rows carry their `files`."""

    assignments: list[Assignment]
    to_answer: list[PamphletRequest]
    requests: list[PamphletRequest]
    topics: list[Topic]
    drafts: list[Topic]
    shows_own: bool  # drafts and assignments are read inside the organisation only
    unread_count: int | None
    notices: list[Watch]

    @property
    def is_cut(self) -> bool:
        lists = (self.assignments, self.to_answer, self.requests, self.topics, self.drafts)
        return any(len(rows) >= MOST for rows in lists)

    @property
    def with_files(self) -> list:
        return [row for row in (*self.topics, *self.drafts, *self.requests) if row.files]


def left_by(person: User, reader: User) -> LeftBehind:
    """Open topics, drafts and requests of his section, what his ward has to answer; eight queries at most."""
    own = Topic.objects.visible_to(reader).filter(section=person.section_id).for_rows()
    topics = list(own.filter(state=Topic.State.OPEN).order_by("deadline", "pk")[:MOST])
    drafts = list(own.filter(state=Topic.State.DRAFT).order_by("-saved_at")[:MOST])
    pamphlets = PamphletRequest.objects.visible_to(reader)
    requests = pamphlets.filter(section=person.section_id, state=PamphletRequest.State.OPEN)
    requests = list(requests.for_rows().order_by("answer_due", "pk")[:MOST])
    reading.mark_rows(topics, person)
    colleagues = reader.organization == person.organization
    cabinet.give_files([*topics, *drafts, *requests])
    return LeftBehind(
        assignments=list(of_person(person, reader)[:MOST]) if colleagues else [],
        to_answer=list(pamphlets.waiting_for(person).for_rows()[:MOST]) if person.is_special_ward else [],
        requests=requests,
        topics=topics,
        drafts=drafts,
        shows_own=colleagues,
        unread_count=reading.unread_count(person) if person.is_member else None,
        notices=rows_of(person),
    )
