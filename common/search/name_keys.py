"""Names in a table as they are compared: a generated column of all spellings of a row, and two lookups.

`names__part="相馬郡飯舘"` finds rows of which a name holds that, `names__whole=` those that bear the name.
"""

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import F, Func, Lookup

from common.search.normalisation import name_key

SEPARATOR = "|"  # no key holds it: it is one of the marks


class NameKeysField(models.TextField):
    """The output of a generated column of names."""


def name_keys(*spellings: tuple[str, ...]) -> models.GeneratedField:
    """|key|key|: each spelling is made of columns behind each other, ("prefecture", "name")."""
    keys = [NameKey(*map(F, columns)) for columns in spellings]
    return models.GeneratedField(expression=NameKeys(*keys), output_field=NameKeysField(), db_persist=True)


def keys_of(*columns: str | None) -> set[str]:
    """What stands in such columns of a row, one by one."""
    return {key for column in columns if column for key in column.split(SEPARATOR) if key}


class NameKey(Func):
    template, arg_joiner = "name_key(%(expressions)s)", " || "


class NameKeys(Func):
    template, arg_joiner = "'|' || %(expressions)s || '|'", " || '|' || "


class _NameLookup(Lookup):
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        key = name_key(str(self.rhs))
        if not key:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        return f"strpos({column}, %s) > 0", (*params, self.sought(key))


@NameKeysField.register_lookup
class NamePart(_NameLookup):
    """Whether a name holds these words; a code begins with them."""

    lookup_name = "part"

    def sought(self, key: str) -> str:
        return f"{SEPARATOR}{key}" if key.isdigit() else key


@NameKeysField.register_lookup
class WholeName(_NameLookup):
    """Whether one of the names is this one."""

    lookup_name = "whole"

    def sought(self, key: str) -> str:
        return f"{SEPARATOR}{key}{SEPARATOR}"
