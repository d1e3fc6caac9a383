from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from common.admin_mixins import LabelFilter, ReadOnlyAdmin, column, partly_seen, short_moment
from common.audit_log.models import AuditEntry
from common.labels import verb_label


class VerbFilter(LabelFilter):
    title, parameter_name, label = "操作", "verb", staticmethod(verb_label)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at_short", "by_name", "verb_word", "object_kind", "object_name"]
    list_filter = [VerbFilter, "object_type", "at"]
    list_select_related = ["object_type"]
    search_fields = ["by_name", "object_name", "object_id", "verb"]
    search_help_text = "操作者・対象・操作から探します。"
    date_hierarchy = "at"
    fields = ["at", "by_name", "by", "verb", "object_type", "object_id", "object_name", "facts"]

    def get_queryset(self, request):
        """What they did themselves, and what happened to rows that they see; not to others' drafts."""
        seen = partly_seen(request.user)
        types = ContentType.objects.get_for_models(*seen)
        hidden = Q(pk__in=[])
        for model, rows in seen.items():
            keys = rows.values_list(Cast("pk", CharField()))
            hidden |= Q(object_type=types[model]) & ~Q(object_id__in=keys)
        return super().get_queryset(request).filter(~hidden | Q(by=request.user))

    at_short = column("日時", lambda row: short_moment(row.at), ordering="at")
    verb_word = column("操作", lambda row: row.verb_label, ordering="verb")

    @admin.display(description="対象の種類")
    def object_kind(self, entry):
        model = entry.object_type.model_class() if entry.object_type_id else None
        return model._meta.verbose_name if model else "―"
