"""Calls and bodies that wait for an answer to an invitation."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from common.japanese_calendar import as_date, is_working_day
from correspondence.reminders.models import FIRST
from correspondence.reminders.queries import reminded_until
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.invitations.models import Invitation
from events.participations.models import Participation
from members.sections.models import Section


def calls_near_due(now) -> QuerySet[ExhibitorCall]:
    """Open calls of which a reminder may be due today, a working day: their due date is near."""
    today = as_date(now)
    if not is_working_day(today):
        return ExhibitorCall.objects.none()
    latest = reminded_until(today, FIRST)
    silent = Invitation.objects.silent().filter(participation__event=OuterRef("event"))
    return ExhibitorCall.objects.open(today).filter(Exists(silent), apply_until__lte=latest).order_by("pk")


class Contact(NamedTuple):
    """How a body is reached."""

    name: str
    telephone: str
    mailbox: str


def invited_bodies(event: Event) -> QuerySet[Participation]:
    """All that were invited, told of it or not, with members' sections and roles, in the order of codes."""
    open_ones = Section.objects.open().order_by("id")
    sections = Prefetch("organization__sections", open_ones, to_attr="open_sections")
    invited = Participation.objects.filter(event=event, came_by=Participation.CameBy.INVITATION)
    invited = invited.select_related("local_government", "organization__local_government", "invitation")
    return invited.order_by("local_government__code", "name", "pk").prefetch_related(sections, "roles")


def silent_bodies(event: Event) -> QuerySet[Participation]:
    """Those that have not answered."""
    return invited_bodies(event).silent()


def untold_bodies(event: Event) -> QuerySet[Participation]:
    """Those of a copied event: they stand in its list, and no mail told them."""
    return Participation.objects.silent().filter(event=event, invitation__isnull=True)


def waiting_invitations(user) -> QuerySet[Participation]:
    """Those of their organisation that were not answered yet, to events that are on; closed ones too."""
    called_off = [Event.Holding.CANCELLED, Event.Holding.POSTPONED]
    announced = ExhibitorCall.objects.announced().exclude(event__holding__in=called_off)
    own = Participation.objects.silent().filter(organization=user.section.organization_id)
    return own.filter(event__exhibitor_call__in=announced)


def contacts_of(part: Participation) -> list[Contact]:
    """Of a member its sections, as `invited_bodies` fetched them; else what the organiser typed."""
    if part.organization_id:
        return [Contact(one.name, one.telephone, one.mailbox) for one in part.organization.open_sections]
    typed = Contact(part.contact_name, part.contact_phone, part.contact_email)
    return [typed] if any(typed) else []


class Reached(NamedTuple):
    """A body of the list, how it is reached, and when it was told last: None where no mail could."""

    part: Participation
    contacts: list[Contact]
    told_at: datetime.datetime | None


def with_contacts(parts: Iterable[Participation]) -> list[Reached]:
    return [_reached(part, contacts_of(part)) for part in parts]


def _reached(part: Participation, contacts: list[Contact]) -> Reached:
    invitation = getattr(part, "invitation", None)
    has_mailbox = any(contact.mailbox for contact in contacts)
    return Reached(part, contacts, invitation.told_at if invitation and has_mailbox else None)
