"""What every list of the admin with dates needs."""

from collections.abc import Callable

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import connection, models
from django.utils.timezone import localtime

from common import fields
from common.japanese_calendar import wareki_short


class ValidDateMixin:
    """A year of twenty digits in the address is no date; Django's own list breaks on it."""

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error


class ReadOnlyMixin:
    """Changes go through the pages, where they leave a trace and tell the other side."""

    def _never(self, request, obj=None):
        return False

    has_add_permission = has_change_permission = has_delete_permission = _never


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


class LabelFilter(admin.SimpleListFilter):
    """A choice among the keys that the table holds, by their Japanese names."""

    label = None  # key -> Japanese name

    def lookups(self, request, model_admin):
        names = {"column": self.parameter_name, "table": model_admin.model._meta.db_table}
        with connection.cursor() as cursor:
            cursor.execute(_DISTINCT_VALUES.format(**names))
            return sorted(((key, self.label(key)) for (key,) in cursor.fetchall()), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        known = {key for key, _ in self.lookup_choices}
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() in known else queryset


class ReadOnlyAdmin(ValidDateMixin, ReadOnlyMixin, admin.ModelAdmin):
    """Rows that the site writes and nobody edits."""

    list_per_page = 50
    show_full_result_count = False


class JapaneseFieldsMixin:
    """What is typed in the admin is read as in every form of the site: 和暦, 全角, no control characters."""

    formfield_overrides = {
        models.CharField: {"form_class": fields.LineField},
        models.TextField: {"form_class": fields.TextField},
        models.DateField: {"form_class": fields.JapaneseDateField, "widget": forms.TextInput},
        models.IntegerField: {"form_class": fields.JapaneseIntegerField, "widget": forms.TextInput},
        models.BigIntegerField: {"form_class": fields.JapaneseIntegerField, "widget": forms.TextInput},
    }
