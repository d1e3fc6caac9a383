"""Read-only questions of this room that pages elsewhere ask too."""

from django.db.models import F, Q

from members.models import Application, LocalGovernment, Organization, Succession, User


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
