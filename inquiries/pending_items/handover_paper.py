"""What a person leaves among the inquiries for whoever follows them: a part of the hand-over paper."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from inquiries.answers.models import OWED
from inquiries.inquiries.models import Inquiry
from members.handovers.queries import MAX_ON_PAPER
from members.users.models import User


@dataclass(frozen=True)
class HandoverPaper:
    """Lists by due date; `delegated` is read inside the organisation only.

    `to_answer` has those too whose questions changed after the answer: their `own_questions` is not empty.
    """

    delegated: list[Inquiry]
    to_answer: list[Inquiry]
    asked: list[Inquiry]
    is_cut: bool


def handover_paper_of(person: User, reader: User) -> HandoverPaper:
    """Their delegations, what their organisation owes, what their section asks; one query for all."""
    answers = FilteredRelation("answers", condition=Q(answers__organization=person.section.organization_id))
    rows = Inquiry.objects.visible_to(reader).alias(own_answer=answers).filter(state=Inquiry.State.OPEN)
    rows = rows.annotate(
        own_state=F("own_answer__state"),
        own_delegate_id=F("own_answer__delegated_to_id"),
        own_questions=F("own_answer__questions_version"),
    )
    waits = Q(own_state__in=OWED) | Q(own_questions__lt=F("questions_version"))
    rows = rows.filter(waits | Q(section=person.section_id))
    rows = rows.select_related("organization__local_government").order_by("answer_due", "pk")
    found = list(rows[: 2 * MAX_ON_PAPER])
    owed = [row for row in found if row.own_state in OWED or row.own_questions]
    asked = [row for row in found if row.section_id == person.section_id]
    colleagues = reader.section_id and reader.organization == person.organization
    return HandoverPaper(
        delegated=[row for row in owed if _is_given_to(person, row)][:MAX_ON_PAPER] if colleagues else [],
        to_answer=owed[:MAX_ON_PAPER],
        asked=asked[:MAX_ON_PAPER],
        is_cut=max(len(owed), len(asked), len(found) - MAX_ON_PAPER) >= MAX_ON_PAPER,
    )


def _is_given_to(person: User, row: Inquiry) -> bool:
    return row.own_state in OWED and row.own_delegate_id == person.pk
