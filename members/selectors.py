"""Read-only questions of this room that pages elsewhere ask too."""

from django.db.models import Q

from members.models import Application, Organization, User


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
