"""Buttons of a desk: each is a view that does something to its row and says so there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.forms import carried_out
from common.pages import outcome_shown
from common.publication.forms import ScheduleForm
from members.access.decorators import secretariat_only


@dataclass(frozen=True)
class Desk:
    """Where the secretariat looks after rows of one kind."""

    find: Callable[..., Model]  # the row of what stands in the address, or 404
    called: str  # what the actions call it
    address: Callable[[Model], str]

    def button(self, action: Callable, done: str, *, then: str = "") -> Callable:
        """`then`: the name of the page that comes where the desk is gone."""

        @secretariat_only
        @require_POST
        def press(request, **key):
            row = self.find(**key)
            with outcome_shown(request, done):
                action(**{self.called: row}, by=request.user)
                if then:
                    return redirect(then)
            return redirect(self.address(row))

        return press

    def schedule(self, action: Callable, page: Callable[..., HttpResponse]) -> Callable:
        """Publish at a moment; `page(request, row, form)` is the desk with the form that came back."""

        @secretariat_only
        @require_POST
        def press(request, **key):
            row = self.find(**key)
            form = ScheduleForm(request.POST)
            schedule = partial(action, **{self.called: row}, by=request.user)
            if form.is_valid() and carried_out(form, schedule, refused_at="day", at=form.moment):
                messages.success(request, "公開を予約しました。")
                return redirect(self.address(row))
            return page(request, row, form)

        return press
