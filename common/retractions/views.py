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
    """`act(reason=…)` once the form is right, then back with what was done; `title` is the button too."""
    if request.method == "POST" and form.is_valid():
        act(**form.cleaned_data)
        messages.success(request, done)
        return redirect(back)
    context = {"title": title, "what": what, "sentences": sentences, "back": back}
    return form_page(request, "common/retractions/reason.html", form, **context)
