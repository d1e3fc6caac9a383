"""Pages on which a ward answers: one request, many at once, asking back, handing on; the owner replies."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board import ward_fit
from board.actions import ward_answer as actions
from board.forms.ward_answer import ForwardForm, QuestionForm, QuestionReplyForm, RowForm
from board.models import WardQuestion
from board.rules import pamphlet as rules
from board.views.answer_form import answer_form
from board.views.pamphlet import own_answer, pamphlet_page, visible_pamphlet
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from office.paging import paginate

PER_PAGE = 20
DECISION = re.compile(r"a([0-9]{1,9})-decision")


def _asked(request, pk):
    """The request and the answer that the person's ward owes or gave."""
    pamphlet = visible_pamphlet(request, pk)
    answer = own_answer(request.user, pamphlet)
    if not rules.speaks_for_ward(request.user, answer):
        raise PermissionDenied
    return pamphlet, answer


@keeps_form
@require_POST
@members_only
def pamphlet_answer(request, pk):
    pamphlet, answer = _asked(request, pk)
    form = answer_form(request, pamphlet, request.POST)
    if form.is_valid():
        try:
            actions.answer_pamphlet(answer=answer, by=request.user, **form.facts)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "回答しました。依頼元にメールで知らせます。")
            return redirect(pamphlet)
    return pamphlet_page(request, visible_pamphlet(request, pk), answer_form=form)


@keeps_form
@require_POST
@members_only
def pamphlet_question(request, pk):
    pamphlet, answer = _asked(request, pk)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_back(answer=answer, text=form.cleaned_data["text"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "問い合わせを依頼元に届けました。返事が届くとメールで知らせます。")
            return redirect(pamphlet)
    return pamphlet_page(request, pamphlet, question_form=form)


@keeps_form
@require_POST
@members_only
def pamphlet_forward(request, pk):
    pamphlet, answer = _asked(request, pk)
    form = ForwardForm(request.POST, ward=answer.ward_id)
    if form.is_valid():
        try:
            actions.forward_pamphlet(answer=answer, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, f"{form.cleaned_data['section'].name}に回しました。メールで知らせます。"
            )
            return redirect(pamphlet)
    return pamphlet_page(request, pamphlet, forward_form=form)


@keeps_form
@require_POST
@members_only
def question_reply(request, pk, question_pk):
    pamphlet = visible_pamphlet(request, pk)
    if not rules.can_reply_question(request.user, pamphlet):
        raise PermissionDenied
    question = get_object_or_404(
        WardQuestion.objects.select_related("answer"), pk=question_pk, answer__pamphlet=pamphlet
    )
    form = QuestionReplyForm(request.POST, prefix=f"q{question.pk}")
    if form.is_valid():
        try:
            actions.reply_question(question=question, text=form.cleaned_data["reply"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "問い合わせに返事をしました。区にメールで知らせます。")
            return redirect(pamphlet)
    return pamphlet_page(request, pamphlet, reply_form=form, replied_to=question.pk)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_answers(request):
    """Twelve waiting requests on one screen: good rows are taken, the others stay as they were typed."""
    if not (request.user.is_special_ward and request.user.acts):
        raise PermissionDenied("まとめて回答できるのは、特別区の担当者だけです。")
    page = paginate(actions.waiting_answers(request.user), request, PER_PAGE)
    data = request.POST if request.method == "POST" else pop_kept(request)
    answers = [*_overtaken(request, page.rows), *page.rows]
    rows = [(answer, RowForm(data, prefix=f"a{answer.pk}", pamphlet=answer.pamphlet)) for answer in answers]
    if request.method == "POST":
        taken, refused = _take_rows(request, rows)
        if taken:
            messages.success(request, f"{taken}件に回答しました。依頼元にメールで知らせます。")
        if not refused:
            if not taken:
                messages.info(request, "回答が選ばれていません。回答する依頼の「回答」を選んでください。")
            return redirect("board:pamphlet-answers")
        rows = [row for row in rows if row[1].errors or not row[1].cleaned_data.get("decision")]
    fits = _fits(request.user.organization, rows)
    context = {"page": page, "rows": [(*row, fits[row[0].pk]) for row in rows]}
    context["errors"] = [form for _, form in rows if form.errors] if request.method == "POST" else []
    return render(request, "board/pamphlet_answers.html", context, status=400 if context["errors"] else 200)


def _overtaken(request, rows) -> list:
    """Answers that were typed here while the request was answered or ended elsewhere: they get their word."""
    typed = {
        found[1] for name, value in request.POST.items() if value and (found := DECISION.fullmatch(name))
    }
    typed -= {str(answer.pk) for answer in rows}
    return list(actions.answers_of(request.user).filter(pk__in=sorted(typed)[:PER_PAGE])) if typed else []


def _fits(ward, rows) -> dict:
    """{answer's key: what the ward's own rules say to the request}."""
    found = ward_fit.rules_of(ward)
    return {answer.pk: found(answer.pamphlet) for answer, _ in rows}


def _take_rows(request, rows) -> tuple[int, int]:
    """Answer what was filled in well; (how many were taken, how many came back)."""
    taken = refused = 0
    for answer, form in rows:
        if not form.is_valid():
            refused += 1
            continue
        if not form.cleaned_data["decision"]:
            continue
        try:
            actions.answer_pamphlet(answer=answer, by=request.user, anew=False, **form.facts)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            refused += 1
        else:
            taken += 1
    return taken, refused
