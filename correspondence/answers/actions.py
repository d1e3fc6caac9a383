"""Answering: who speaks, and the rows that are locked for it."""

from dataclasses import dataclass

from django.utils import timezone

from correspondence.answers.rules import speaks_for
from correspondence.requests.actions import lock
from members.sections.models import Section
from members.users.models import User


@dataclass(frozen=True)
class Respondent:
    """Who speaks for an organisation: one of its officers, or, without a login, the section with the mail."""

    section: Section
    name: str
    user: User | None = None

    @classmethod
    def of(cls, user) -> "Respondent":
        return cls(user.section, user.name, user)

    @property
    def is_representative(self) -> bool:
        """Nobody knows who reads a mailbox: its section is none (代表)."""
        return bool(self.user and self.user.is_representative)

    def may_speak(self, answer) -> bool:
        if self.user is not None:
            return speaks_for(self.user, answer)
        return self.section.is_open and self.section.organization_id == answer.organization_id


def lock_answer(answer):
    """The request's row and the answer's as they are now, locked in this order."""
    model, parent = type(answer), answer.PARENT
    item = lock(model._meta.get_field(parent).related_model, getattr(answer, f"{parent}_id"))
    rows = model.objects.select_for_update(of=("self",), no_key=True)
    answer = rows.select_related("organization__local_government").get(pk=answer.pk)
    setattr(answer, parent, item)
    return item, answer


def mark_answered(answer, respondent: Respondent) -> None:
    """Who answered and when, with the names of the time; the caller saves it."""
    now = timezone.now()
    answer.read_at = answer.read_at or now
    answer.answered_at, answer.answered_by = now, respondent.user
    answer.answered_by_name = respondent.name
    answer.answered_section, answer.answered_section_name = respondent.section, respondent.section.name


def mark_read(*, answer, by) -> None:
    """Whoever acts for the organisation opened the open request first (確認); later visits leave nothing."""
    if answer.read_at or not answer.item.is_open or not speaks_for(by, answer):
        return
    now = timezone.now()
    facts = {"read_at": now, "read_by": by, **answer.WHEN_READ}
    type(answer).objects.filter(pk=answer.pk, read_at__isnull=True).update(**facts)
    for name, value in facts.items():
        setattr(answer, name, value)
