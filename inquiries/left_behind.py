"""What a person leaves among the inquiries for whoever follows him: a part of the hand-over paper."""

from dataclasses import dataclass

from inquiries.models import Inquiry
from members.models import User

MOST = 100  # rows of each list; the paper says when there are more


@dataclass(frozen=True)
class LeftBehind:
    """Lists by due date; `delegated` is read inside the organisation only."""

    delegated: list[Inquiry]
    to_answer: list[Inquiry]
    asked: list[Inquiry]

    @property
    def is_cut(self) -> bool:
        return any(len(rows) >= MOST for rows in (self.delegated, self.to_answer, self.asked))


def left_by(person: User, reader: User) -> LeftBehind:
    """His delegations, what his organisation owes, what his section asks; three queries at most."""
    rows = Inquiry.objects.visible_to(reader).select_related("organization__local_government")
    owed = rows.filter(pk__in=Inquiry.objects.waiting_for(person).order_by().values("pk"))
    owed = owed.order_by("answer_due", "pk")
    his = owed.filter(answers__delegated_to=person, answers__organization=person.section.organization_id)
    asked = rows.filter(section=person.section_id, state=Inquiry.State.OPEN).order_by("answer_due", "pk")
    colleagues = reader.section_id and reader.organization == person.organization
    return LeftBehind(
        delegated=list(his[:MOST]) if colleagues else [],
        to_answer=list(owed[:MOST]),
        asked=list(asked[:MOST]),
    )
