"""Watched words in /admin/; every change is recorded in the audit log."""

from django.contrib import admin

from board.watched_words.forms import WatchedWordForm
from board.watched_words.models import WatchedWord
from common.audit_log.actions import record, record_many


@admin.register(WatchedWord)
class WatchedWordAdmin(admin.ModelAdmin):
    list_display = ["word", "level", "note"]
    list_filter = ["level"]
    search_fields = ["word", "norm", "note"]
    form = WatchedWordForm
    fields = ["word", "level", "note"]
    radio_fields = {"level": admin.VERTICAL}

    def has_add_permission(self, request):
        return request.user.is_secretariat

    def has_delete_permission(self, request, obj=None):
        return request.user.is_secretariat

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        verb = "board.watchedword_edited" if change else "board.watchedword_created"
        record(by=request.user, verb=verb, obj=obj, level=obj.level)

    def delete_model(self, request, obj):
        record(by=request.user, verb="board.watchedword_deleted", obj=obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        rows = [(word, {}) for word in queryset]
        record_many(by=request.user, verb="board.watchedword_deleted", rows=rows)
        super().delete_queryset(request, queryset)
