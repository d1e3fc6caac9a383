"""Attachments, to read."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.html import format_html

from common.admin_mixins import ReadOnlyAdmin, column, partly_seen, short_moment
from common.attachments.models import StoredFile
from common.formats import filesize_ja, kind_ja


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind_short", "size_short", "pages", "owner_kind", "uploaded_by", "created_short"]
    list_filter = ["kind", "owner_type", "created_at"]
    list_select_related = ["owner_type", "uploaded_by"]
    search_fields = ["name", "sha256", "uploaded_by__name", "uploaded_by__email"]
    search_help_text = "ファイル名・登録者・SHA-256から探します。"
    date_hierarchy = "created_at"
    fields = ["link", "kind", "size_short", "pages", "width", "height", "sha256", "owner_kind", "owner_id"]
    readonly_fields = ["link", "size_short", "owner_kind"]

    def get_queryset(self, request):
        """As `can_open_file`, for many: whoever sees the owner, or uploaded what nothing owns yet."""
        seen = partly_seen(request.user)
        types = ContentType.objects.get_for_models(*seen)
        hidden = Q(owner_type=None) & ~Q(uploaded_by=request.user)
        for model, rows in seen.items():
            hidden |= Q(owner_type=types[model]) & ~Q(owner_id__in=rows.values("pk"))
        return super().get_queryset(request).exclude(hidden)

    @admin.display(description="ファイル")
    def link(self, file):
        return format_html('<a href="{}">{}</a>', file.get_absolute_url(), file.name)

    kind_short = column("種類", lambda row: kind_ja(row), ordering="kind")
    size_short = column("大きさ", lambda row: filesize_ja(row.size), ordering="size")

    @admin.display(description="添付先", ordering="owner_type")
    def owner_kind(self, file):
        model = file.owner_type.model_class() if file.owner_type_id else None
        return model._meta.verbose_name if model else "なし"

    created_short = column("登録日時", lambda row: short_moment(row.created_at), ordering="created_at")
