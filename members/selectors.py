"""Read-only questions of this room that pages elsewhere ask too."""

import time
from functools import lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from members.models import Application, LocalGovernment, Organization, RoundEntry, Section, Succession, User
from office.models import Entry

_WARDS_KEPT = 60  # seconds


def special_wards() -> list[tuple[str, str]]:
    """(code, name) of the 23 special wards in code order, for choices; each process asks once a minute."""
    return list(_special_wards(int(time.time() // _WARDS_KEPT)))


@lru_cache(maxsize=1)
def _special_wards(minute: int) -> list[tuple[str, str]]:
    return list(Organization.objects.special_wards().values_list("local_government__code", "name"))


def waiting_applications(user):
    """What waits on the secretariat's page; nothing for everybody else."""
    return Application.objects.visible_to(user).waiting().select_related("local_government")


def organization_at(slug: str, user) -> Organization | None:
    """The organisation of an address: by code or plain id, of today or of before a merger or a new name."""
    seen = Organization.objects.visible_to(user).select_related("local_government")
    in_force_first = F("local_government__abolished_on").desc(nulls_first=True)
    coded = Q(local_government__code=slug)
    usual = seen.filter(coded if len(slug) == 6 else Q(pk=slug), merged_into=None)
    if found := usual.order_by(in_force_first).first():
        return found
    for own in (coded, Q(pk=slug)):
        row = Organization.objects.filter(own).order_by(in_force_first).first()
        if row is not None and (found := seen.filter(pk=row.present.pk).first()):
            return found
    government = LocalGovernment.objects.by_codes([slug]).get(slug)
    present = government and government.present
    return seen.filter(local_government=present).first() if present else None


def present_bodies(governments) -> dict:
    """`{pk: the body of today}` of those that were abolished and followed, with its organisation."""
    origin = {row.pk: [row.pk] for row in governments if row.abolished_on}
    found = {}
    while origin:
        steps = Succession.objects.filter(predecessor__in=origin, change__state="done")
        further = {}
        for step in steps.select_related("successor__organization"):
            for pk in origin[step.predecessor_id]:
                found[pk] = step.successor
                if step.successor.abolished_on:
                    further.setdefault(step.successor_id, []).append(pk)
        origin = further
    return found


def officers_of(organization):
    """Active people of an organisation, with their sections."""
    return User.objects.filter(section__organization=organization, is_active=True).order_by(
        "section_id", "id"
    )


def upkeep_of(user) -> tuple[bool, int]:
    """Whether he is asked to confirm, and how many section mailboxes of his organisation are not reached.

    In a round he is asked for what he vouches for, otherwise once a year.
    """
    organization = user.organization
    asked = RoundEntry.objects.running().filter(section=OuterRef("pk")).values("state")
    sections = list(
        Section.objects.open()
        .filter(organization=organization)
        .annotate(answer=Subquery(asked))
        .values_list("pk", "bounced_at", "answer")
    )
    bounced = sum(bounced_at is not None for _, bounced_at, _ in sections)
    if not user.acts:
        return False, bounced
    if not any(answer for *_, answer in sections):
        return organization.confirmation_is_due, bounced
    own = [answer for pk, _, answer in sections if user.is_representative or pk == user.section_id]
    return RoundEntry.State.WAITING in own, bounced


def asked_of(organization):
    """What the running round asks its sections, answered or not."""
    asked = RoundEntry.objects.running().of_sections_today().filter(section__organization=organization)
    return asked.select_related("round", "section").order_by("section_id")


def history_of(organization):
    """The register's lines about an organisation and its sections, the newest first."""
    sections = Section.objects.filter(organization=organization).values_list(Cast("pk", CharField()))
    about = Q(
        object_type=ContentType.objects.get_for_model(Organization), object_id=str(organization.pk)
    ) | Q(object_type=ContentType.objects.get_for_model(Section), object_id__in=sections)
    return Entry.objects.filter(about).select_related("review__seen_by").order_by("-id")
