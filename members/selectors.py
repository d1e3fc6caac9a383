"""Read-only questions of this room that pages elsewhere ask too."""

from django.db.models import OuterRef, Subquery

from members.models import Application, RoundEntry, Section, User


def waiting_applications(user):
    """What waits on the secretariat's page; nothing for everybody else."""
    return Application.objects.visible_to(user).waiting().select_related("local_government")


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
