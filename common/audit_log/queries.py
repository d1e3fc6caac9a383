from django.contrib.contenttypes.models import ContentType
from django.db import models

from common.audit_log.models import AuditEntry


def entries_of(obj: models.Model) -> models.QuerySet[AuditEntry]:
    """The lines about `obj`, newest first."""
    return AuditEntry.objects.filter(
        object_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk)
    ).select_related("by")
