"""Pages of the pamphlet requests (パンフレット配布依頼): list, one request with its 23 cells, its end."""

import uuid
from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from board import ward_fit
from board.actions import pamphlet as actions
from board.filters_pamphlet import PamphletFilter
from board.forms.pamphlet import CloseForm, WithdrawForm
from board.forms.ward_answer import ForwardForm, QuestionForm, QuestionReplyForm
from board.models import PamphletRequest, WardQuestion
from board.models.delivery import has_left
from board.rules import pamphlet as rules
from board.rules import pamphlet_draft as drafts
from board.views.answer_form import answer_form
from board.views.delivery_parts import delivery_parts
from board.views.pamphlet_cells import HEADER, cells_of, sheet_rows, view_of
from board.views.pamphlet_state import waiting_parts
from members.decorators import members_only
from members.kept import pop_kept
from members.limits import limited
from members.refusals import Refused
from office import cabinet, register
from office.paging import paginate
from office.sheet import xlsx_response
from office.text import render_body

WITHDRAWN_TOO_LATE = (
    "発送した区があるため、この依頼は取り下げられません。必要なときは各区へ連絡してください。"
)


@require_GET
@members_only
def pamphlet_list(request):
    pamphlets = PamphletRequest.objects.visible_to(request.user).asked().for_rows()
    if request.user.is_special_ward:
        pamphlets = pamphlets.with_answer_of(request.user.organization)
    chosen = PamphletFilter(request.GET)
    context = {
        "page": paginate(chosen.apply(pamphlets, request.user), request),
        "filter": chosen,
        "may_see_late": rules.can_see_late(request.user),
        "waiting": PamphletRequest.objects.waiting_for(request.user).count(),
        "may_create": rules.can_create_pamphlet(request.user),
        "may_set_approval": drafts.can_edit_asking_rule(request.user),
    }
    if context["may_create"]:
        context["drafts"] = PamphletRequest.objects.drafts_of(request.user).count()
    return render(request, "board/pamphlet_list.html", context)


@require_GET
@members_only
def pamphlet_detail(request, pk):
    pamphlet = visible_pamphlet(request, pk, PamphletRequest.objects.all())
    if pamphlet.is_draft:  # his organisation's: the page that its mails lead to
        return redirect("board:pamphlet-confirm", pk=pk)
    return pamphlet_page(request, pamphlet)


@require_POST
@members_only
def pamphlet_close(request, pk):
    pamphlet = visible_pamphlet(request, pk)
    if pamphlet.closed_by_id == request.user.pk and not pamphlet.is_withdrawn:
        return redirect(pamphlet)  # a double click
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
    return pamphlet_page(request, pamphlet, close_form=form)


@require_POST
@members_only
def pamphlet_withdraw(request, pk):
    pamphlet = visible_pamphlet(request, pk)
    if pamphlet.withdrawn_by_id == request.user.pk:
        return redirect(pamphlet)  # a double click
    if not rules.can_withdraw_pamphlet(request.user, pamphlet):
        raise PermissionDenied(WITHDRAWN_TOO_LATE if has_left(pamphlet) else "")
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_pamphlet(pamphlet=pamphlet, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "依頼を取り下げました。区にメールで知らせます。")
            return redirect(pamphlet)
    return pamphlet_page(request, pamphlet, withdraw_form=form)


@require_GET
@members_only
@limited("take-out")
def pamphlet_xlsx(request, pk):
    pamphlet = visible_pamphlet(request, pk)
    answers = _answers(pamphlet).prefetch_related("shares", "changes")
    rows = sheet_rows(pamphlet, answers, view_of(request.user, pamphlet))
    register.record(by=request.user, verb="board.pamphlet_exported", obj=pamphlet)
    return xlsx_response(f"配布依頼{pamphlet.pk}_回答", HEADER, rows, text_columns=(0, 14))


def visible_pamphlet(request, pk, among=None):
    """The request with its owner; 404 for who may not see it, and, unless named by `among`, for drafts."""
    rows = (PamphletRequest.objects.asked() if among is None else among).visible_to(request.user)
    return get_object_or_404(rows.select_related("organization__local_government", "section"), pk=pk)


def _answers(pamphlet):
    rows = pamphlet.answers.select_related(
        "ward__local_government", "answered_section", "forwarded_to", "delivery"
    )
    return rows.order_by("ward__local_government__code", "ward")


def own_answer(user, pamphlet):
    if not user.is_special_ward:
        return None
    return pamphlet.answers.select_related("delivery").filter(ward=user.organization).first()


def pamphlet_page(request, pamphlet, *, replied_to=0, **returned):
    """The request's page; a form that came back with errors stands where it was filled in."""
    answers = {answer.ward_id: answer for answer in _answers(pamphlet).prefetch_related("shares", "changes")}
    own = answers.get(request.user.organization.pk) if request.user.is_special_ward else None
    view = view_of(request.user, pamphlet)
    context = {
        "pamphlet": pamphlet,
        "body": render_body(pamphlet.description),
        "files": cabinet.files_of(pamphlet),
        "view": view,
        "cells": cells_of(pamphlet, answers, view),
        "tally": Counter(answer.state for answer in answers.values()),
        "answers": [answer for answer in answers.values() if not answer.is_waiting and view.opens(answer)],
        "own": own,
        "steps": list(pamphlet.steps.visible_to(request.user)),
        "questions": _questions(request.user, pamphlet, own, replied_to, returned.get("reply_form")),
        **_ward_forms(request, pamphlet, own, returned),
        **waiting_parts(request.user, pamphlet, answers.values(), own),
        **delivery_parts(request, pamphlet, answers, own, returned),
    }
    context["owed"] = context["tally"]["waiting"] + context["tally"]["asked"]
    if rules.can_close_pamphlet(request.user, pamphlet):
        context["close_form"] = returned.get("close_form") or CloseForm()
    if rules.can_withdraw_pamphlet(request.user, pamphlet):
        context["withdraw_form"] = returned.get("withdraw_form") or WithdrawForm()
    context["may_change"] = rules.can_change_pamphlet(request.user, pamphlet)
    context["may_add_wards"] = context["may_change"] and len(answers) < len(context["cells"])
    if rules.can_copy_pamphlet(request.user, pamphlet):
        context["copy_token"] = uuid.uuid4()
    return render(request, "board/pamphlet_detail.html", context, status=400 if returned else 200)


def _ward_forms(request, pamphlet, own, returned) -> dict:
    """What an officer of an asked ward may do now; a form that came back stays even where it is too late."""
    forms = {
        name: returned[name] for name in ("answer_form", "question_form", "forward_form") if name in returned
    }
    if rules.can_answer_pamphlet(request.user, pamphlet, own):
        kept = pop_kept(request, reverse("board:pamphlet-answer", args=[pamphlet.pk]))
        forms.setdefault("answer_form", answer_form(request, pamphlet, kept))
        forms.setdefault("question_form", QuestionForm())
        if own.is_waiting:
            forms.setdefault("forward_form", ForwardForm(ward=own.ward_id))
        forms["fit"] = ward_fit.rules_of(own.ward)(pamphlet)
    return forms


def _questions(user, pamphlet, own, replied_to, reply_form) -> list:
    """Questions with their replies: the owner and the secretariat read all, a ward its own."""
    rows = WardQuestion.objects.filter(answer__pamphlet=pamphlet).select_related("answer__ward")
    if not (
        user.is_secretariat
        or rules.owns_pamphlet(user, pamphlet)
        or pamphlet.organization_id == user.organization.pk
    ):
        rows = rows.filter(answer=own) if own else rows.none()
    questions = list(rows)
    for question in questions:
        if question.pk == replied_to:
            question.form = reply_form  # with what was typed, also where a colleague replied first
        elif not question.replied_at and rules.can_reply_question(user, pamphlet):
            question.form = QuestionReplyForm(prefix=f"q{question.pk}")
    return questions
