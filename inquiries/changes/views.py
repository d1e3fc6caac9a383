"""After an inquiry was sent: its due date, further organisations, its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from inquiries.actions import open as actions
from inquiries.forms.open import AddForm, CloseForm, DueForm, WithdrawForm
from inquiries.rules import asking as rules
from inquiries.views.inquiry import inquiry_page, visible_inquiry
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.refusals import Overtaken, Refused
from office.calendar import wareki
from office.once import once, result_of

ONLY_OPEN = "変えられるのは、回答を受け付けている間の、照会元の担当者だけです。"
OVERTAKEN = "先にほかの担当者がこの照会を変えました。いまの内容を確かめて、もう一度入力してください。"


def _changeable(request, pk):
    inquiry = visible_inquiry(request, pk)
    if not rules.can_change_inquiry(request.user, inquiry):
        raise PermissionDenied(ONLY_OPEN)
    return inquiry


@keeps_form
@require_POST
@members_only
def inquiry_due(request, pk):
    inquiry = _changeable(request, pk)
    form = DueForm(request.POST, inquiry=inquiry)
    if form.is_valid():
        try:
            moved = actions.move_due(inquiry=inquiry, by=request.user, **form.cleaned_data)
        except Overtaken as overtaken:
            form.data = form.data.copy()
            form.data["due-version"] = str(overtaken.row.version)
            form.add_error(None, OVERTAKEN)
        except (Refused, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            if form.moved_words:
                messages.info(request, form.moved_words)
            messages.success(
                request, f"回答期限を{wareki(moved.answer_due)}に変えました。照会先にメールで知らせます。"
            )
            return redirect(inquiry)
    return inquiry_page(request, inquiry, due_form=form)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_add(request, pk):
    if request.method == "POST" and (known := result_of(request.POST.get("once", ""))):
        return redirect(known)  # a double click: they are all asked by now
    inquiry = _changeable(request, pk)
    form = AddForm(request.POST if request.method == "POST" else pop_kept(request))
    if request.method == "POST" and form.is_valid():
        organizations = form.cleaned_data["organizations"]
        added = 0

        def add():
            nonlocal added
            added = actions.add_organizations(inquiry=inquiry, by=request.user, organizations=organizations)
            return inquiry.get_absolute_url()

        try:
            url, is_first = once(form.cleaned_data["once"], add)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if is_first:
                already = len(organizations) - added
                known = f"{already}団体には既に照会しています。" if already else ""
                messages.success(request, f"{added}団体に追加で照会しました。{known}")
            return redirect(url)
    context = {"inquiry": inquiry, "form": form, "asked": inquiry.answers.count()}
    status = 400 if request.method == "POST" else 200
    return render(request, "inquiries/inquiry_add.html", context, status=status)


@require_POST
@members_only
def inquiry_close(request, pk):
    inquiry = visible_inquiry(request, pk)
    if not rules.owns_inquiry(request.user, inquiry):
        raise PermissionDenied("締め切れるのは、照会元の担当者だけです。")
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close_inquiry(inquiry=inquiry, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(inquiry)
        else:
            messages.success(request, "回答の受付を締め切りました。")
            return redirect(inquiry)
    return inquiry_page(request, inquiry, close_form=form)


@keeps_form
@require_POST
@members_only
def inquiry_withdraw(request, pk):
    inquiry = visible_inquiry(request, pk)
    if not rules.owns_inquiry(request.user, inquiry):
        raise PermissionDenied("取り下げられるのは、照会元の担当者だけです。")
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_inquiry(inquiry=inquiry, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "照会を取り下げました。照会先のすべての団体にメールで知らせます。")
        return redirect(inquiry)
    return inquiry_page(request, inquiry, withdraw_form=form)
