"""Changing accepted copies (部数の変更): one page for both sides, from the proposal to the reply."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.forms import carried_out
from correspondence.requests.queries import visible_request
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from pamphlets.answer_changes import actions, rules
from pamphlets.answer_changes.forms import ChangeForm, DecisionForm
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest

DECISIONS = {  # what is pressed: rule, action, sentence
    "agreed": (rules.can_decide_change, actions.agree_to_change, "変更に同意しました。数を変えました。"),
    "refused": (rules.can_decide_change, actions.refuse_change, "変更に同意しないと返事をしました。"),
    "cancelled": (rules.can_cancel_change, actions.cancel_change, "変更の申出を取り消しました。"),
}


def _answer(request, pk, answer_pk):
    """An answer that concerns them: their ward's or their organisation's; the secretariat reads all."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    answer = get_object_or_404(
        WardAnswer.objects.select_related("organization"), pk=answer_pk, pamphlet=pamphlet
    )
    answer.pamphlet = pamphlet
    own = request.user.section_id and request.user.organization.pk
    if not (request.user.is_secretariat or own in (answer.organization_id, pamphlet.organization_id)):
        raise Http404
    return answer


@resumes_after_login
@members_only
def answer_change(request, pk, answer_pk):
    """The proposal that waits, or the form of one; what was proposed before."""
    answer = _answer(request, pk, answer_pk)
    if request.method != "POST":
        return _page(request, answer)
    if not rules.can_propose_change(request.user, answer):
        raise PermissionDenied
    form = ChangeForm(request.POST, answer=answer)
    facts = {"answer": answer, "by": request.user}
    if form.is_valid() and carried_out(form, actions.propose_change, **facts, **form.cleaned_data):
        messages.success(request, "変更を申し出ました。相手にメールで知らせます。")
        return redirect(request.path)
    return _page(request, answer, form=form)


@resumes_after_login
@require_POST
@members_only
def change_decide(request, pk, answer_pk, change_pk):
    answer = _answer(request, pk, answer_pk)
    change = get_object_or_404(AnswerChange, pk=change_pk, answer=answer)
    change.answer = answer
    if request.POST.get("decision") not in DECISIONS:
        raise Http404
    rule, act, sentence = DECISIONS[request.POST["decision"]]
    if not rule(request.user, change):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            act(change=change, by=request.user, note=form.cleaned_data["note"])
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            messages.success(request, f"{sentence}相手にメールで知らせます。")
            return redirect("pamphlets:answer-change", pk, answer_pk)
    return _page(request, _answer(request, pk, answer_pk), decision_form=form)


def _page(request, answer, form=None, decision_form=None):
    changes = list(answer.changes.all())
    for change in changes:
        change.answer = answer
    waiting = next((change for change in changes if change.is_open), None)
    context = {
        "answer": answer,
        "pamphlet": answer.pamphlet,
        "waiting": waiting,
        "past": [change for change in reversed(changes) if not change.is_open],
        "may_decide": waiting is not None and rules.can_decide_change(request.user, waiting),
        "may_cancel": waiting is not None and rules.can_cancel_change(request.user, waiting),
        "decision_form": decision_form or DecisionForm(),
        "form": form,
    }
    if form is None and waiting is None and rules.can_propose_change(request.user, answer):
        context["form"] = ChangeForm(pop_stored_form(request), answer=answer)
    status = 400 if form or decision_form else 200
    return render(request, "pamphlets/answer_changes/answer_change.html", context, status=status)
