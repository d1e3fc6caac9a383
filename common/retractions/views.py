"""The page on which somebody says why they take back or purge something."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect

from common.pages import form_page
from common.retractions.forms import ReasonForm


def reason_page(
    request,
    *,
    title: str,
    what: str,
    sentences: list[str],
    back: str,
    act: Callable[..., object],
    done: str,
    form: ReasonForm,
):
    """`act(reason=…)` once for a form that is right, then back with what was done.

    `title` is the button too.
    """
    if request.method == "POST" and form.is_valid():
        form.run_once(lambda: _done(act, form, back))
        messages.success(request, done)
        return redirect(back)
    context = {"title": title, "what": what, "sentences": sentences, "back": back}
    return form_page(request, "common/retractions/reason.html", form, **context)


def _done(act, form: ReasonForm, back: str) -> str:
    act(**{name: value for name, value in form.cleaned_data.items() if name != "idempotency_key"})
    return back
