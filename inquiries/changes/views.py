"""After an inquiry was sent: its due date, further organisations, its end."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from common.idempotency.actions import earlier_result
from common.japanese_calendar import wareki
from common.pages import form_page, show_page
from common.refusals import ActionRefused, StaleVersion
from correspondence.closing.actions import close, withdraw
from correspondence.closing.views import close_view, withdraw_view
from correspondence.requests.queries import visible_request, warn_without_contact
from correspondence.requests.rules import can_change
from inquiries.changes import actions
from inquiries.changes.forms import AddForm, DueForm
from inquiries.inquiries.models import Inquiry
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data

ONLY_OPEN = "変えられるのは、回答を受け付けている間の、照会元の担当者だけです。"
OVERTAKEN = "先にほかの担当者がこの照会を変えました。いまの内容を確かめて、もう一度入力してください。"


def _changeable(request, pk):
    inquiry = visible_request(request, Inquiry, pk)
    if not can_change(request.user, inquiry):
        raise PermissionDenied(ONLY_OPEN)
    return inquiry


@resumes_after_login
@require_POST
@members_only
def inquiry_due(request, pk):
    inquiry = _changeable(request, pk)
    form = DueForm(request.POST, inquiry=inquiry)
    if form.is_valid():
        try:
            moved = actions.move_due(inquiry=inquiry, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            form.data = form.data.copy()
            form.data["due-version"] = str(stale.row.version)
            form.add_error(None, OVERTAKEN)
        except (ActionRefused, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            if form.moved_words:
                messages.info(request, form.moved_words)
            messages.success(
                request, f"回答期限を{wareki(moved.answer_due)}に変えました。照会先にメールで知らせます。"
            )
            warn_without_contact(request, moved)
            return redirect(inquiry)
    return show_page(request, inquiry, due_form=form)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_add(request, pk):
    if request.method == "POST" and (known := earlier_result(request)):
        return redirect(known)  # a double click: they are all asked by now
    inquiry = _changeable(request, pk)
    form = AddForm(typed_data(request))

    def add():
        organizations = form.cleaned_data["organizations"]
        added = actions.add_organizations(inquiry=inquiry, by=request.user, organizations=organizations)
        already = len(organizations) - added
        known = f"{already}団体には既に照会しています。" if already else ""
        messages.success(request, f"{added}団体に追加で照会しました。{known}")
        warn_without_contact(request, inquiry, [organization.pk for organization in organizations])
        return inquiry.get_absolute_url()

    if request.method == "POST" and form.is_valid() and (url := form.make_once(add)):
        return redirect(url)
    asked = inquiry.answers.count()
    return form_page(request, "inquiries/changes/inquiry_add.html", form, inquiry=inquiry, asked=asked)


@require_POST
@members_only
def inquiry_close(request, pk):
    inquiry = visible_request(request, Inquiry, pk)
    return close_view(request, inquiry, partial(close, item=inquiry))


@resumes_after_login
@require_POST
@members_only
def inquiry_withdraw(request, pk):
    inquiry = visible_request(request, Inquiry, pk)
    return withdraw_view(request, inquiry, partial(withdraw, item=inquiry))
