from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from common.audit_log.models import AuditEntry
from members.organizations.models import Organization
from members.sections.models import Section


def history_of(organization):
    """The audit log's lines about an organisation and its sections, the newest first."""
    sections = Section.objects.filter(organization=organization).values_list(Cast("pk", CharField()))
    about = Q(
        object_type=ContentType.objects.get_for_model(Organization), object_id=str(organization.pk)
    ) | Q(object_type=ContentType.objects.get_for_model(Section), object_id__in=sections)
    return AuditEntry.objects.filter(about).select_related("review__seen_by").order_by("-id")
