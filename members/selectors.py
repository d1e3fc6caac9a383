"""Read-only questions of this room that pages elsewhere ask too."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from members.models import Application, Organization, Section, User
from office.models import Entry


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


def history_of(organization):
    """The register's lines about an organisation and its sections, the newest first."""
    sections = Section.objects.filter(organization=organization).values_list(Cast("pk", CharField()))
    about = Q(
        object_type=ContentType.objects.get_for_model(Organization), object_id=str(organization.pk)
    ) | Q(object_type=ContentType.objects.get_for_model(Section), object_id__in=sections)
    return Entry.objects.filter(about).select_related("review__seen_by").order_by("-id")
