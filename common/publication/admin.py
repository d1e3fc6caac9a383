"""How the secretariat edits what is published; the same for every kind of page."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html

from common.admin_site import SiteAdmin
from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.attachments.views import file_descriptions_page
from common.audit_log.actions import record
from common.publication import actions
from common.publication.forms import PublicationForm
from common.publication.models import PublicationState
from common.refusals import ActionRefused
from common.search.actions import refresh_index


class PublicationAdmin(SiteAdmin):
    """Draft and published, recorded in the audit log and kept up to date in the search index."""

    form = PublicationForm
    actions = ("publish_chosen", "withdraw_chosen")
    AUDITED = ("state", "published_at", "published_by", "created_at", "changed_at")
    readonly_fields = ("descriptions", *AUDITED)
    list_per_page = 50
    FILES = ("写真・資料", {"fields": ("kept_files", "files", "descriptions")})
    AUDIT = ("公開の状態", {"fields": AUDITED})

    @admin.action(description="選んだものを公開する", permissions=["change"])
    def publish_chosen(self, request, queryset):
        drafts = queryset.exclude(state=PublicationState.PUBLISHED)
        self._each(request, drafts, self.publish, "を公開しました")

    @admin.action(description="選んだものを下書きに戻す", permissions=["change"])
    def withdraw_chosen(self, request, queryset):
        public = queryset.filter(state=PublicationState.PUBLISHED)
        self._each(request, public, self.withdraw, "を下書きに戻しました")

    def _each(self, request, rows, act, done: str) -> None:
        """Do it to each of them; what is refused is said by name, and does not stop the others."""
        count = 0
        for obj in rows:
            try:
                act(obj, request.user)
                count += 1
            except ActionRefused as refusal:
                self.message_user(request, f"{obj}: {refusal}", messages.ERROR)
        self.message_user(request, f"{count}件{done}。", messages.SUCCESS if count else messages.WARNING)

    def publish(self, obj, by) -> None:
        """A kind of page with rules of its own says here which action holds them; so below."""
        actions.refuse_undescribed(obj)
        actions.publish(obj=obj, by=by)

    def withdraw(self, obj, by) -> None:
        actions.withdraw(obj=obj, by=by)

    @admin.display(description="画像の説明")
    def descriptions(self, obj):
        if obj.pk is None:
            return "保存すると書けます。"
        return format_html(
            '<a href="{}">写真と資料の説明</a>', reverse(f"admin:{self._files_page}", args=[obj.pk])
        )

    @property
    def _files_page(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_files"

    def get_urls(self):
        page = self.admin_site.admin_view(self.describe_files)
        return [path("<int:pk>/files/", page, name=self._files_page), *super().get_urls()]

    def describe_files(self, request, pk):
        """添付ファイルの説明 of one publication."""
        obj = get_object_or_404(self.get_queryset(request), pk=pk)

        def may(user, row):
            return self.has_change_permission(request, row)

        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        return file_descriptions_page(request, owner=obj, title=str(obj), back=back, may=may, public=True)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = form.instance
        replace_files(form.stored_files, to=obj)
        verb = f"{obj._meta.app_label}.{obj._meta.model_name}_{'edited' if change else 'created'}"
        record(by=request.user, verb=verb, obj=obj, changed=form.changed_data)
        refresh_index(obj)

    def has_delete_permission(self, request, obj=None):
        # the next load of the seed data would bring it back
        is_fact = bool(getattr(obj, "fact_key", ""))
        return super().has_delete_permission(request, obj) and not is_fact

    def delete_model(self, request, obj):
        self._record_deletion(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    def _record_deletion(self, request, obj):
        record(by=request.user, verb=f"{obj._meta.app_label}.{obj._meta.model_name}_deleted", obj=obj)
        refresh_index(obj, narrowed=True)
        discard_files(files_of(obj))
