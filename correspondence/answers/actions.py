"""Answering: who speaks, and the rows that are locked for it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from correspondence.answers.rules import can_answer_on_behalf, speaks_for
from correspondence.requests.actions import lock
from members.sections.models import Section
from members.users.models import User


@dataclass(frozen=True)
class Relay:
    """Who enters what was told by telephone or fax, how and on which day it was told."""

    by: User
    via: str
    on: datetime.date
    section_name: str = ""  # of who told it


@dataclass(frozen=True)
class Respondent:
    """Who speaks for an organisation: one of its officers, or, without a login, the section with the mail.

    With a `relay` somebody outside it told the answer by telephone, and another one enters it.
    """

    section: Section | None
    name: str
    user: User | None = None
    relay: Relay | None = None

    @classmethod
    def of(cls, user) -> "Respondent":
        return cls(user.section, user.name, user)

    @property
    def is_representative(self) -> bool:
        """Who reads a mailbox is not known, so it is none (代表担当者); who enters for others has asked."""
        return bool(self.relay or (self.user and self.user.is_representative))

    @property
    def actor(self) -> User | None:
        """Who pressed."""
        return self.relay.by if self.relay else self.user

    @property
    def section_name(self) -> str:
        return self.relay.section_name if self.relay else self.section.name

    def may_speak(self, answer) -> bool:
        if self.relay is not None:
            return can_answer_on_behalf(self.relay.by, answer)
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
    answer.answered_section, answer.answered_section_name = respondent.section, respondent.section_name
    relay = respondent.relay
    answer.relayed_via, answer.relayed_on = (relay.via, relay.on) if relay else ("", None)
    answer.relayed_by = relay.by if relay else None
    answer.relayed_by_name = f"{relay.by.organization.full_name} {relay.by.name}" if relay else ""


def mark_read(*, answer, by) -> None:
    """Whoever acts for the organisation opened the open request first (確認); later visits leave nothing."""
    if answer.read_at or not answer.item.is_open or not speaks_for(by, answer):
        return
    now = timezone.now()
    facts = {"read_at": now, "read_by": by, **answer.WHEN_READ}
    type(answer).objects.filter(pk=answer.pk, read_at__isnull=True).update(**facts)
    for name, value in facts.items():
        setattr(answer, name, value)
