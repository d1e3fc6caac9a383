"""Pages of the pamphlet requests (パンフレット配布依頼): list, new, one request with its 23 cells."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from board import ward_fit
from board.actions import pamphlet as actions
from board.filters_pamphlet import PamphletFilter
from board.forms.pamphlet import CloseForm, PamphletForm, WithdrawForm
from board.forms.ward_answer import ForwardForm, QuestionForm, QuestionReplyForm
from board.models import PamphletRequest, WardQuestion
from board.models.delivery import has_left
from board.rules import pamphlet as rules
from board.views.answer_form import answer_form
from board.views.delivery_parts import delivery_parts
from board.views.pamphlet_cells import HEADER, cells_of, sheet_rows
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from office import cabinet
from office.calendar import wareki
from office.once import once
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
    return pamphlet_page(request, visible_pamphlet(request, pk))


@require_POST
@members_only
def pamphlet_close(request, pk):
    pamphlet = visible_pamphlet(request, pk)
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
    if not rules.can_withdraw_pamphlet(request.user, pamphlet):
        raise PermissionDenied(WITHDRAWN_TOO_LATE if has_left(pamphlet) else "")
    form = WithdrawForm(request.POST)
    if form.is_valid():
        actions.withdraw_pamphlet(pamphlet=pamphlet, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "依頼を取り下げました。区にメールで知らせます。")
        return redirect(pamphlet)
    return pamphlet_page(request, pamphlet, withdraw_form=form)


@require_GET
@members_only
def pamphlet_xlsx(request, pk):
    pamphlet = visible_pamphlet(request, pk)
    answers = _answers(pamphlet).prefetch_related("shares")
    return xlsx_response(
        f"配布依頼{pamphlet.pk}_回答", HEADER, sheet_rows(pamphlet, answers), text_columns=(0, 14)
    )


def visible_pamphlet(request, pk):
    """The request with its owner; 404 for who may not see it, and for drafts."""
    rows = PamphletRequest.objects.visible_to(request.user).asked()
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
    answers = {answer.ward_id: answer for answer in _answers(pamphlet).prefetch_related("shares")}
    own = answers.get(request.user.organization.pk) if request.user.is_special_ward else None
    context = {
        "pamphlet": pamphlet,
        "body": render_body(pamphlet.description),
        "files": cabinet.files_of(pamphlet),
        "cells": cells_of(pamphlet, answers),
        "tally": Counter(answer.state for answer in answers.values()),
        "answers": [answer for answer in answers.values() if not answer.is_waiting],
        "own": own,
        "questions": _questions(request.user, pamphlet, own, replied_to, returned.get("reply_form")),
        **_ward_forms(request, pamphlet, own, returned),
        **delivery_parts(request, pamphlet, answers, own, returned),
    }
    context["owed"] = context["tally"]["waiting"] + context["tally"]["asked"]
    if rules.can_close_pamphlet(request.user, pamphlet):
        context["close_form"] = returned.get("close_form") or CloseForm()
    if rules.can_withdraw_pamphlet(request.user, pamphlet):
        context["withdraw_form"] = returned.get("withdraw_form") or WithdrawForm()
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
