"""Common to the tables of this room: no deletion, each change in the audit log, history to read."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.db import transaction
from django.utils.html import format_html_join

from common.admin_site import SiteAdmin
from common.audit_log.actions import record
from common.audit_log.queries import entries_of
from common.japanese_calendar import wareki_time
from common.refusals import ActionRefused
from common.versions import EditedForm


class AuditedAdmin(SiteAdmin):
    """Writes who changed which field from what to what; rows are never deleted here."""

    form = EditedForm
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ["history"]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        with transaction.atomic():
            self.store(request, obj, form, change)
            facts = {"changes": changes(before, obj, form.changed_data)} if before else {}
            if facts.get("changes") or not change:
                verb = f"members.{obj._meta.model_name}_{'changed' if change else 'added'}"
                record(by=request.user, verb=verb, obj=obj, **facts)

    def store(self, request, obj, form, change):
        """Save the row; tables whose change means more than a row say so here."""
        super().save_model(request, obj, form, change)

    def each(self, request, rows, act: Callable, done: str, called: Callable = str) -> None:
        """Do it to each chosen row, and say of each what came of it; `called` gives its name."""
        for row in rows:
            try:
                act(row)
            except ActionRefused as refusal:
                self.message_user(request, f"{called(row)}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{called(row)}{done}", messages.SUCCESS)

    @admin.display(description="記録")
    def history(self, obj):
        if obj.pk is None:
            return "―"
        lines = (
            (
                wareki_time(entry.at),
                entry.by_name or "自動",
                entry.verb_label,
                facts_in_words(entry.facts),
            )
            for entry in entries_of(obj)[:30]
        )
        return format_html_join("", "<p>{} {} {} {}</p>", lines) or "まだありません"


def changes(before, after, names) -> dict:
    """`{label: [before, after]}` as text, for the audit log."""
    found = {}
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            label = str(after._meta.get_field(name).verbose_name)
            found[label] = [_shown(before, name), _shown(after, name)]
    return found


def _shown(row, name) -> str:
    """A value as pages show it: a choice by its word."""
    word = getattr(row, f"get_{name}_display", None)
    return str((word() if word else getattr(row, name)) or "")


def facts_in_words(facts: dict) -> str:
    if "changes" in facts:
        return "、".join(f"{label}「{old}」→「{new}」" for label, (old, new) in facts["changes"].items())
    return "、".join(str(value) for value in facts.values())


class AuditedReadOnlyAdmin(AuditedAdmin):
    """Rows the site writes itself."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


_exports: dict[str, Callable] = {}


def register_export(key: str, response: Callable) -> None:
    """`response(kind, queryset)` gives the rows as the sheet of that key, as "xlsx" or "csv"."""
    _exports[key] = response


class ExportMixin:
    """Adds two actions to a list; `sheet` is the key of one of the sheets."""

    sheet = ""
    actions = ["export_xlsx", "export_csv"]

    @admin.action(description="選んだ行をExcelで書き出す", permissions=["view"])
    def export_xlsx(self, request, queryset):
        return self._export(request, queryset, "xlsx")

    @admin.action(description="選んだ行をCSVで書き出す", permissions=["view"])
    def export_csv(self, request, queryset):
        return self._export(request, queryset, "csv")

    def _export(self, request, queryset, kind):
        record(by=request.user, verb="members.sheet_exported", obj=None, table=self.sheet, kind=kind)
        return _exports[self.sheet](kind, queryset)
