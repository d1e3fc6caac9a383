"""A desk: the views that do something to a row and come back to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.attachments.queries import files_of, undescribed_pictures
from common.attachments.views import file_descriptions_page
from common.forms import carried_out
from common.pages import outcome_shown
from common.publication.forms import ScheduleForm
from members.access.decorators import secretariat_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login


@dataclass(frozen=True)
class Desk:
    """Where the secretariat looks after rows of one kind."""

    find: Callable[..., Model]  # the row of what stands in the address, or 404
    called: str  # what the actions call it
    address: Callable[[Model], str]
    pictures: Callable[[Model], str]  # where the words and rights of its pictures are asked for

    def after_saving(self, row: Model) -> str:
        """Pictures without a text or rights come first."""
        return (self.pictures if undescribed_pictures(files_of(row)) else self.address)(row)

    def files(self, may: Callable) -> Callable:
        """添付ファイルの説明 of its pictures."""

        @resumes_after_login
        @secretariat_only
        def page(request, **key):
            row, kept = self.find(**key), pop_stored_form(request)
            back = self.address(row)
            return file_descriptions_page(
                request, owner=row, title=str(row), back=back, may=may, kept=kept, public=True
            )

        return page

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
