"""The page of a row, for the views that give a form back on it, and what it says after an action.

A page shows panels and forms of several subjects; each of them returns its form with errors to that page,
which lies above all of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse

from common.refusals import ActionRefused

_pages: dict[type[Model], Callable[..., HttpResponse]] = {}


def register_page(model: type[Model], render: Callable[..., HttpResponse]) -> None:
    """Have `render(request, row, **returned)` show the page of that model's rows; called in `hooks.py`."""
    _pages[model] = render


def show_page(request, row: Model, **returned) -> HttpResponse:
    """The page of this row with the forms that came back on it."""
    return _pages[type(row)](request, row, **returned)


@contextmanager
def outcome_shown(request, done: str) -> Iterator[None]:
    """Say `done` on the next page when the block went through, or why its action was refused."""
    try:
        yield
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
