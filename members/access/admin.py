"""Common to the tables of this room: no deletion, each change in the register, history to read."""

from django.contrib import admin
from django.db import models, transaction
from django.utils.html import format_html_join

from office import register, words
from office.admin_dates import BoundedDates
from office.templatetags.office import wareki_time


class RecordedAdmin(BoundedDates, admin.ModelAdmin):
    """Writes who changed which field from what to what; rows are never deleted here."""

    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ["history"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        with transaction.atomic():
            self.store(request, obj, form, change)
            facts = {"changes": changes(before, obj, form.changed_data)} if before else {}
            if facts.get("changes") or not change:
                verb = f"members.{obj._meta.model_name}_{'changed' if change else 'added'}"
                register.record(by=request.user, verb=verb, obj=obj, **facts)

    def store(self, request, obj, form, change):
        """Save the row; tables whose change means more than a row say so here."""
        super().save_model(request, obj, form, change)

    @admin.display(description="記録")
    def history(self, obj):
        if obj.pk is None:
            return "―"
        lines = (
            (wareki_time(entry.at), entry.by_name or "自動", words.verb(entry.verb), described(entry.facts))
            for entry in register.entries_of(obj)[:30]
        )
        return format_html_join("", "<p>{} {} {} {}</p>", lines) or "まだありません"


def changes(before, after, names) -> dict:
    """`{label: [before, after]}` as text, for the register."""
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


def described(facts: dict) -> str:
    if "changes" in facts:
        return "、".join(f"{label}「{old}」→「{new}」" for label, (old, new) in facts["changes"].items())
    return "、".join(str(value) for value in facts.values())


class LookOnlyAdmin(RecordedAdmin):
    """Rows the site writes itself."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
