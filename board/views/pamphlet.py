"""Pages of the pamphlet requests (パンフレット配布依頼): list, new, one request with its 23 cells."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from board.actions import pamphlet as actions
from board.forms.pamphlet import AnswerForm, CloseForm, PamphletForm, WithdrawForm
from board.models import PamphletRequest
from board.rules import pamphlet as rules
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.models import Organization
from office import cabinet
from office.calendar import wareki
from office.once import once
from office.paging import paginate
from office.sheet import xlsx_response
from office.text import render_body

HEADER = [
    "団体コード",
    "区",
    "状態",
    "部数",
    "配布する場所の数",
    "備考・理由",
    "回答日",
    "回答者",
    "開庁日数",
]
LOOKS = {
    "waiting": "is-waiting",
    "asked": "is-waiting",
    "accepted": "is-yes",
    "partial": "is-yes",
    "declined": "is-no",
}  # of a cell; its word says it too


@require_GET
@members_only
def pamphlet_list(request):
    pamphlets = PamphletRequest.objects.visible_to(request.user).asked().for_rows()
    if request.user.is_special_ward:
        pamphlets = pamphlets.with_answer_of(request.user.organization)
    context = {
        "page": paginate(pamphlets, request),
        "waiting": PamphletRequest.objects.waiting_for(request.user).count(),
        "may_create": rules.can_create_pamphlet(request.user),
    }
    return render(request, "board/pamphlet_list.html", context)


@keeps_form
@members_only
def pamphlet_create(request):
    if not rules.can_create_pamphlet(request.user):
        raise PermissionDenied("配布依頼は、市町村・都道府県・団体の会員が出すことができます。")
    if request.method == "POST":
        form = PamphletForm(request.POST, request.FILES, by=request.user)
        if form.is_valid():
            url, first = once(
                form.cleaned_data["once"],
                lambda: actions.create_pamphlet(by=request.user, **form.facts).get_absolute_url(),
            )
            if first:
                _say_created(request, form)
            return redirect(url)
    else:
        form = PamphletForm(pop_kept(request), by=request.user)
    return render(
        request, "board/pamphlet_new.html", {"form": form}, status=400 if request.method == "POST" else 200
    )


@require_GET
@members_only
def pamphlet_detail(request, pk):
    return _page(request, _visible(request, pk))


@keeps_form
@require_POST
@members_only
def pamphlet_answer(request, pk):
    pamphlet = _visible(request, pk)
    answer = _own_answer(request.user, pamphlet)
    if not rules.speaks_for_ward(request.user, answer):
        raise PermissionDenied
    form = AnswerForm(request.POST, pamphlet=pamphlet)
    if form.is_valid():
        try:
            actions.answer_pamphlet(answer=answer, by=request.user, **form.facts)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "回答しました。依頼元にメールで知らせます。")
            return redirect(pamphlet)
    return _page(request, _visible(request, pk), answer_form=form)


@require_POST
@members_only
def pamphlet_close(request, pk):
    pamphlet = _visible(request, pk)
    if not rules.can_close_pamphlet(request.user, pamphlet):
        raise PermissionDenied
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close_pamphlet(pamphlet=pamphlet, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "回答の受付を締め切りました。")
            return redirect(pamphlet)
    return _page(request, pamphlet, close_form=form)


@require_POST
@members_only
def pamphlet_withdraw(request, pk):
    pamphlet = _visible(request, pk)
    if not rules.can_withdraw_pamphlet(request.user, pamphlet):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    if form.is_valid():
        actions.withdraw_pamphlet(pamphlet=pamphlet, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "依頼を取り下げました。区にメールで知らせます。")
        return redirect(pamphlet)
    return _page(request, pamphlet, withdraw_form=form)


@require_GET
@members_only
def pamphlet_xlsx(request, pk):
    pamphlet = _visible(request, pk)
    asked_on = timezone.localdate(pamphlet.asked_at)
    rows = [
        [
            answer.ward.local_government.code if answer.ward.local_government_id else "",
            answer.ward.name,
            answer.get_state_display(),
            answer.copies,
            answer.places,
            answer.remark,
            wareki(timezone.localdate(answer.answered_at)) if answer.answered_at else "",
            answer.answered_by_name,
            answer.working_days(asked_on) if answer.answered_at or pamphlet.is_open else None,
        ]
        for answer in _answers(pamphlet)
    ]
    return xlsx_response(f"配布依頼{pamphlet.pk}_回答", HEADER, rows, text_columns=(0,))


def _visible(request, pk):
    rows = PamphletRequest.objects.visible_to(request.user)
    return get_object_or_404(rows.asked().select_related("organization__local_government", "section"), pk=pk)


def _answers(pamphlet):
    rows = pamphlet.answers.select_related("ward__local_government")
    return rows.order_by("ward__local_government__code", "ward")


def _own_answer(user, pamphlet):
    return pamphlet.answers.filter(ward=user.organization).first() if user.is_special_ward else None


def _page(request, pamphlet, *, answer_form=None, close_form=None, withdraw_form=None):
    """The request's page; a form that came back with errors stands where it was filled in."""
    answers = {answer.ward_id: answer for answer in _answers(pamphlet)}
    own = answers.get(request.user.organization.pk) if request.user.is_special_ward else None
    returned = answer_form or close_form or withdraw_form
    if answer_form is None and rules.can_answer_pamphlet(request.user, pamphlet, own):
        kept = pop_kept(request, reverse("board:pamphlet-answer", args=[pamphlet.pk]))
        answer_form = AnswerForm(kept, pamphlet=pamphlet)
    context = {
        "pamphlet": pamphlet,
        "body": render_body(pamphlet.description),
        "files": cabinet.files_of(pamphlet),
        "cells": _cells(pamphlet, answers),
        "tally": Counter(answer.state for answer in answers.values()),
        "answers": [answer for answer in answers.values() if not answer.is_waiting],
        "own": own,
        "answer_form": answer_form,
    }
    if rules.can_close_pamphlet(request.user, pamphlet):
        context["close_form"] = close_form or CloseForm()
    if rules.can_withdraw_pamphlet(request.user, pamphlet):
        context["withdraw_form"] = withdraw_form or WithdrawForm()
    return render(request, "board/pamphlet_detail.html", context, status=400 if returned else 200)


def _cells(pamphlet, answers):
    """One cell for each of the 23 wards, in code order; wards that were not asked stay in their place."""
    asked_on = timezone.localdate(pamphlet.asked_at)
    cells = []
    for ward in Organization.objects.special_wards():
        answer = answers.get(ward.pk)
        cell = {"name": ward.name, "word": "依頼なし"}
        if answer and answer.is_waiting and not pamphlet.is_open:
            cell["word"] = "回答なし"
        elif answer:
            cell |= {"word": answer.get_state_display(), "look": LOOKS[answer.state], "copies": answer.copies}
            cell["days"] = _days(answer.working_days(asked_on), answer)
        cells.append(cell)
    return cells


def _days(days, answer):
    if answer.is_waiting:
        return f"{days}開庁日経過" if days else ""
    return f"{days}開庁日後に回答" if days else "当日に回答"


def _say_created(request, form):
    if form.moved_due:
        due = form.cleaned_data["answer_due"]
        messages.info(
            request,
            f"回答期限の{wareki(form.moved_due)}は閉庁日のため、次の開庁日の{wareki(due)}にしました。",
        )
    messages.success(
        request, f"{len(form.cleaned_data['wards'])}区に配布依頼を出しました。回答はメールで届きます。"
    )
