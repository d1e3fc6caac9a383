"""How the secretariat edits what is published; the same for every kind of page."""

from django.contrib import admin, messages
from django.db import models

from office import fields, index, publication
from office.register import record

class TextsAtTheDoor:
    """Free text of the admin passes the same doors as every form of the site."""

    formfield_overrides = {
        models.CharField: {"form_class": fields.LineField},
        models.TextField: {"form_class": fields.TextField},
    }


class PublicationAdmin(TextsAtTheDoor, admin.ModelAdmin):
    """Draft and published, traced in the register and kept up to date in the index."""

    actions = ("publish_chosen", "withdraw_chosen")
    readonly_fields = ("state", "published_at", "published_by", "created_at", "changed_at")
    list_per_page = 50
    AUDIT = ("公開の状態", {"fields": readonly_fields})

    @admin.action(description="選んだものを公開する", permissions=["change"])
    def publish_chosen(self, request, queryset):
        done = sum(publication.publish(obj=obj, by=request.user) for obj in queryset)
        self.message_user(request, f"{done}件を公開しました。", messages.SUCCESS)

    @admin.action(description="選んだものを下書きに戻す", permissions=["change"])
    def withdraw_chosen(self, request, queryset):
        done = sum(publication.withdraw(obj=obj, by=request.user) for obj in queryset)
        self.message_user(request, f"{done}件を下書きに戻しました。", messages.SUCCESS)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = form.instance
        verb = f"{obj._meta.app_label}.{obj._meta.model_name}_{'edited' if change else 'created'}"
        record(by=request.user, verb=verb, obj=obj, changed=form.changed_data)
        index.refresh(obj)

    def has_delete_permission(self, request, obj=None):
        # the next load of the facts would bring it back
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
        index.forget(obj)
