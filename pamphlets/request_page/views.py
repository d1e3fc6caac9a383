"""Pages of the pamphlet requests (パンフレット配布依頼): list, one request with its 23 cells, its end."""

import uuid

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from common.attachments.queries import files_of
from common.pages import is_seen
from common.pagination import paginate
from common.text import render_body
from correspondence.answers.actions import mark_read
from correspondence.answers_on_behalf.panels import of_page as on_behalf_panel
from correspondence.closing.forms import CloseForm, WithdrawForm
from correspondence.delegation.forms import DelegateForm
from correspondence.requests.queries import number_of_drafts, number_waiting_for, visible_request
from correspondence.requests.rules import can_change, can_close, owns, sees_all_answers
from correspondence.retractions.panels import set_acts
from correspondence.retractions.rules import can_purge
from correspondence.sending.rules import can_edit_approval_rule
from correspondence.steps.queries import steps_shown_to
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form
from pamphlets.answers.forms import answer_form_for
from pamphlets.answers.panels import cells_of, key_points_of, others_of, rows_of, standing_of, visibility_of
from pamphlets.answers.queries import answers_of_request
from pamphlets.answers.rules import can_answer_pamphlet
from pamphlets.changes.rules import can_withdraw_pamphlet
from pamphlets.drafts.rules import can_copy_pamphlet
from pamphlets.reminders.rules import can_see_late
from pamphlets.request_page.filters import PamphletFilter, pamphlets_of_list
from pamphlets.request_page.panels import delivery_panel, tasks_of, waiting_panel
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.forms import QuestionForm, QuestionReplyForm
from pamphlets.ward_questions.queries import questions_of_answer, questions_of_request
from pamphlets.ward_questions.rules import can_reply_question
from pamphlets.ward_rules import fits


@require_GET
@members_only
def pamphlet_list(request):
    chosen = PamphletFilter(request.GET)
    context = {
        "page": paginate(pamphlets_of_list(chosen, request.user), request),
        "filter": chosen,
        "may_see_late": can_see_late(request.user),
        "waiting": number_waiting_for(request.user, PamphletRequest),
        "may_create": PamphletRequest.may_ask(request.user),
        "may_set_approval": can_edit_approval_rule(request.user, PamphletRequest),
    }
    if context["may_create"]:
        context["drafts"] = number_of_drafts(request.user, PamphletRequest)
    return render(request, "pamphlets/request_page/pamphlet_list.html", context)


@require_GET
@members_only
def pamphlet_detail(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk, drafts=True)
    if pamphlet.is_draft:  # their organisation's: the page that its mails lead to
        return redirect("pamphlets:pamphlet-confirm", pk=pk)
    return pamphlet_page(request, pamphlet)


def pamphlet_page(request, pamphlet, *, status=400, replied_to=0, **returned):
    """The request's page; a form that came back with errors stands where it was filled in."""
    answers = {answer.organization_id: answer for answer in answers_of_request(pamphlet=pamphlet.pk)}
    own = answers.get(request.user.organization.pk) if request.user.is_special_ward else None
    if own:
        own.pamphlet = pamphlet
        if is_seen(request):
            mark_read(answer=own, by=request.user)
    view = visibility_of(request.user, pamphlet)
    context = {
        "pamphlet": pamphlet,
        "body": render_body(pamphlet.description),
        "files": files_of(pamphlet),
        "view": view,
        "standing": standing_of(pamphlet, answers.values(), view, own),
        "others": others_of(pamphlet, answers.values(), view) if own else "",
        "own": own,
        "steps": _steps(request.user, pamphlet),
        "may_purge": can_purge(request.user, pamphlet),
        "questions": _questions(request.user, pamphlet, own, replied_to, returned.get("reply_form")),
        **_ward_forms(request, pamphlet, own, returned),
        **waiting_panel(request.user, pamphlet, answers.values(), own),
        **delivery_panel(request, pamphlet, answers, own, returned),
    }
    context |= {"item": pamphlet, **on_behalf_panel(request.user, pamphlet)}
    context["unreached"] = {answer.pk for answer in context.get("without_contact", ())}
    context["cells"] = cells_of(pamphlet, answers, view, context["unreached"])
    context["awaited"] = sum(answer.is_awaited for answer in answers.values())
    context["silent"] = sum(answer.is_awaited and answer.state == "waiting" for answer in answers.values())
    context["rows"] = rows_of(answers.values(), view, all_too=context["looks_on"])
    if context["looks_on"]:
        context["points"] = key_points_of(pamphlet, answers.values())
    if can_close(request.user, pamphlet):
        context["close_form"] = returned.get("close_form") or CloseForm(item=pamphlet)
    if can_withdraw_pamphlet(request.user, pamphlet):
        context["withdraw_form"] = returned.get("withdraw_form") or WithdrawForm()
    context["may_change"] = can_change(request.user, pamphlet)
    context["may_add_wards"] = context["may_change"] and len(answers) < len(context["cells"])
    if can_copy_pamphlet(request.user, pamphlet):
        context["copy_token"] = uuid.uuid4()
    context["tasks"] = tasks_of(pamphlet, context)
    return render(
        request, "pamphlets/request_page/pamphlet_detail.html", context, status=status if returned else 200
    )


@require_GET
@members_only
def pamphlet_print(request, pk):
    """A4 for files and decisions (起案): what is asked, its 要点, and the answers that they may open."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    answers = answers_of_request(pamphlet=pk)
    view = visibility_of(request.user, pamphlet)
    own = next((answer for answer in answers if answer.organization_id == view.ward_id), None)
    looks_on = sees_all_answers(request.user, pamphlet)
    context = {
        "pamphlet": pamphlet,
        "body": render_body(pamphlet.description),
        "files": files_of(pamphlet),
        "stamps": request.GET.get("stamp") != "0",
        "standing": standing_of(pamphlet, answers, view, own),
        "points": key_points_of(pamphlet, answers if looks_on else ()),
        "rows": rows_of(answers, view, all_too=looks_on),
    }
    return render(request, "pamphlets/request_page/pamphlet_print.html", context)


def _steps(user, pamphlet) -> list:
    return set_acts(user, steps_shown_to(user, pamphlet))


def _ward_forms(request, pamphlet, own, returned) -> dict:
    """What an officer of an asked ward may do now; a form that came back stays even where it is too late."""
    forms = {
        name: returned[name] for name in ("answer_form", "question_form", "delegate_form") if name in returned
    }
    if can_answer_pamphlet(request.user, pamphlet, own):
        kept = pop_stored_form(request, reverse("pamphlets:pamphlet-answer", args=[pamphlet.pk]))
        forms.setdefault("answer_form", answer_form_for(request, pamphlet, kept))
        forms.setdefault("question_form", QuestionForm())
        if own.is_owed:
            kept = pop_stored_form(request, reverse("pamphlets:pamphlet-forward", args=[pamphlet.pk]))
            forms.setdefault("delegate_form", DelegateForm(kept, answer=own))
        forms["fit"] = fits.fit_function_of(own.organization)(pamphlet)
    return forms


def _questions(user, pamphlet, own, replied_to, reply_form) -> list:
    """Questions with their replies: the owner and the secretariat read all, a ward its own."""
    if user.is_secretariat or owns(user, pamphlet) or pamphlet.organization_id == user.organization.pk:
        questions = questions_of_request(pamphlet=pamphlet.pk)
    else:
        questions = questions_of_answer(answer=own.pk) if own else []
    for question in questions:
        if question.pk == replied_to:
            question.form = reply_form  # with what was typed, also where a colleague replied first
        elif not question.replied_at and can_reply_question(user, pamphlet):
            question.form = QuestionReplyForm(prefix=f"q{question.pk}")
    return questions
