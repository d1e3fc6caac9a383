"""The page of a row, for the views that give a form back on it; pages with one form; what an action came to.

A page shows panels and forms of several subjects; each of them returns its form with errors to that page,
which lies above all of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render

from common.refusals import ActionRefused, NothingToDo

_pages: dict[type[Model], Callable[..., HttpResponse]] = {}


def register_page(model: type[Model], render: Callable[..., HttpResponse]) -> None:
    """Have `render(request, row, **returned)` show the page of that model's rows; called in `hooks.py`."""
    _pages[model] = render


def show_page(request, row: Model, **returned) -> HttpResponse:
    """The page of this row with the forms that came back on it."""
    return _pages[type(row)](request, row, **returned)


def form_status(request, form) -> int:
    """400 where what was posted is not right, 409 where somebody was faster."""
    if request.method != "POST" or getattr(form, "filling", "") or form.is_valid():
        return 200
    return 409 if getattr(form, "is_stale", False) else 400


def form_page(request, template: str, form, **context) -> HttpResponse:
    """The page with this form and its status.

    `resumed` in the template: the form holds what was typed before the login.
    """
    context |= {"form": form, "resumed": form.is_bound and request.method != "POST"}
    return render(request, template, context, status=form_status(request, form))


def staged_form(request, form, *, page: Callable, confirm: Callable, submit: Callable) -> HttpResponse:
    """A form with a screen to look it over: the posted stages are confirm, edit (back) and submit.

    Each of the three takes the form and answers; what `confirm` or `submit` refuses is said on the form.
    """
    stage = request.POST.get("stage")
    if request.method == "POST" and form.is_valid() and stage != "edit":
        try:
            return submit(form) if stage == "submit" else confirm(form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return page(form)


def say_ignored(request, form) -> None:
    """What was typed where it does not count."""
    for sentence in getattr(form, "ignored", ()):
        messages.info(request, sentence)


_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")  # how browsers say that they fetch ahead


def is_seen(request) -> bool:
    """Whether somebody reads the page: not where only its head is asked for, or a browser fetches ahead."""
    said = " ".join(request.headers.get(name, "") for name in _AHEAD).lower()
    return request.method != "HEAD" and "prefetch" not in said and "preview" not in said


@contextmanager
def outcome_shown(request, done: str) -> Iterator[None]:
    """Say `done` on the next page when the block went through, or why its action was refused.

    An action that may find nothing to change raises NothingToDo, and nobody reads that it was done.
    """
    try:
        yield
    except NothingToDo as refusal:
        messages.info(request, str(refusal))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
