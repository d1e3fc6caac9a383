"""Read-only questions of this room that pages elsewhere ask too."""

from django.db.models import Q

from members.models import Application, Organization, RoundEntry, Section, User


def waiting_applications(user):
    """What waits on the secretariat's page; nothing for everybody else."""
    return Application.objects.visible_to(user).waiting().select_related("local_government")


def officers_of(organization):
    """Active people of an organisation, with their sections."""
    return User.objects.filter(section__organization=organization, is_active=True).order_by(
        "section_id", "id"
    )


def organization_named_by(application):
    """The organisation an application of a new member would meet: registered before, or now."""
    if application.local_government_id:
        named = {"local_government": application.local_government_id}
    else:
        named = {"local_government": None, "prefecture": application.prefecture, "name": application.name}
    return Organization.objects.select_related("local_government").filter(**named).first()


def earlier_applications(application):
    """Other applications for the same body or from the same address, the newest first."""
    same = Q(email=application.email) | Q(prefecture=application.prefecture, name=application.name)
    return Application.objects.filter(same).exclude(pk=application.pk).order_by("-id")[:10]


def confirmation_waits_for(user) -> bool:
    """Whether his my-page asks him to confirm: in a round by what he vouches for, else once a year."""
    if not user.acts:
        return False
    organization = user.organization
    asked = RoundEntry.objects.running().of_sections_today().filter(section__organization=organization)
    in_round = list(asked.values_list("section_id", "state"))
    if not in_round:
        return organization.confirmation_is_due
    return any(
        state == RoundEntry.State.WAITING and (user.is_representative or section_id == user.section_id)
        for section_id, state in in_round
    )


def asked_of(organization):
    """What the running round asks its sections, answered or not."""
    asked = RoundEntry.objects.running().of_sections_today().filter(section__organization=organization)
    return asked.select_related("round", "section").order_by("section_id")


def bounced_mailboxes_of(user):
    """Section mailboxes of his organisation that mail does not reach."""
    return Section.objects.open().filter(
        organization_id=user.section.organization_id, bounced_at__isnull=False
    )
