"""What many public pages show alike, kept as they are: a page that nobody asked for yet asks less.

The choices of a filter are the same on each page of a list, the bodies of an event whichever of its files
has changed.
"""

from collections.abc import Callable
from functools import wraps

from django.db.models import Model

from common.japanese_calendar import today
from common.page_cache import listening
from common.page_cache.store import Kept, Store
from common.page_cache.triggers import watch

KEPT: list[Callable] = []  # all such functions, for the tests
_values = Store(most=200)  # of a hundred kB at most


def kept_for_visitors(*models: type[Model]) -> Callable:
    """Decorator for a function of a user and keys whose answer depends on the day and these tables alone.

    Who is logged in always gets a new answer: PostgreSQL tells of what they wrote a moment after it. What
    visitors get is shared by all: nobody changes it. The views that use it name the same tables.
    """
    tables = frozenset(model._meta.db_table for model in models)
    watch(tables)

    def decorate(find):
        @wraps(find)
        def answer(user, *keys):
            if user.is_authenticated:
                return find(user, *keys)
            key, heard = (today(), find, *keys), listening.changes_heard()
            found = _values.find(key, heard)
            if found is None:
                found = find(user, *keys)
                if heard is not None:
                    _values.put(key, Kept(heard, tables, found))
            return found

        answer.tables = tables
        KEPT.append(answer)
        return answer

    return decorate
