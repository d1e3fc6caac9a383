"""What lists and forms of the admin share."""

from collections.abc import Callable

from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.utils.timezone import localtime

from common.admin_site import SiteAdmin
from common.japanese_calendar import wareki_short


class ReadOnlyMixin:
    """Changes go through the pages, where they leave a trace and tell the other side."""

    def _never(self, request, obj=None):
        return False

    has_add_permission = has_change_permission = has_delete_permission = _never


def partly_seen(user) -> dict[type[models.Model], models.QuerySet]:
    """The kinds of rows of which this person sees some and others not, with those that they see.

    Drafts and what stays inside an organisation: no list that names rows of every kind may name those.
    """
    kinds = [model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")]
    seen = {model: model._default_manager.visible_to(user).order_by() for model in kinds}
    return {model: rows for model, rows in seen.items() if rows.query.where}


def column(description: str, shown: Callable, *, ordering: str | None = None):
    """A column of a list, or a line of a form, that shows `shown(row)`."""
    return admin.display(description=description, ordering=ordering)(lambda self, row: shown(row))


def short_moment(moment):
    """R8.11.23(月) 10:31, narrow enough for a list."""
    return f"{wareki_short(moment)} {localtime(moment):%H:%M}"


# the values of an indexed column, leaping from one to the next: the table grows for ever, they do not
_DISTINCT_VALUES = """
    WITH RECURSIVE present AS (
        (SELECT {column} AS value FROM {table} ORDER BY 1 LIMIT 1)
        UNION ALL
        SELECT (SELECT {column} FROM {table} WHERE {column} > present.value ORDER BY 1 LIMIT 1)
        FROM present WHERE present.value IS NOT NULL
    )
    SELECT value FROM present WHERE value IS NOT NULL
"""


def present_values(model: type[models.Model], column: str) -> list[str]:
    """What stands in that column, each once."""
    with connection.cursor() as cursor:
        cursor.execute(_DISTINCT_VALUES.format(column=column, table=model._meta.db_table))
        return [value for (value,) in cursor.fetchall()]


class LabelFilter(admin.SimpleListFilter):
    """A choice among the keys that the table holds, by their Japanese names."""

    label = None  # key -> Japanese name

    def lookups(self, request, model_admin):
        keys = present_values(model_admin.model, self.parameter_name)
        return sorted(((key, self.label(key)) for key in keys), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        known = {key for key, _ in self.lookup_choices}
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() in known else queryset


class ReadOnlyAdmin(ReadOnlyMixin, SiteAdmin):
    """Rows that the site writes and nobody edits."""

    list_per_page = 50
    show_full_result_count = False
