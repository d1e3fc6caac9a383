"""What an asked organisation finds on the inquiry's page: its own answer."""

from django.urls import reverse

from common.pages import is_seen
from correspondence.answers.actions import mark_read
from correspondence.answers.rules import speaks_for
from correspondence.delegation.forms import DelegateForm
from correspondence.questions import contents, differences
from inquiries.answers.actions import NONE_PROPOSED, PROPOSAL
from inquiries.answers.forms import NoneForm, ReturnForm
from inquiries.answers.queries import own_answer
from inquiries.answers.rules import (
    can_confirm_answer,
    can_delegate_answer,
    can_propose_answer,
    can_return_answer,
    can_write_answer,
)
from inquiries.steps.models import InquiryStep
from members.access.resume_after_login import pop_stored_form

Kind = InquiryStep.Kind


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `_answer_panel.html`; `page` is the context so far, `returned` forms with errors."""
    inquiry, user = page["inquiry"], request.user
    answer = own_answer(user, inquiry)
    if answer is None:
        return {}
    if is_seen(request):
        mark_read(answer=answer, by=user)
    steps = [step for step in page["all_steps"] if step.answer_id == answer.pk]
    rows = contents.rows_of(contents.values_of(answer))
    context = {
        "own": answer,
        "own_rows": rows,
        "own_steps": steps,
        "may_write": can_write_answer(user, inquiry, answer),
        "may_confirm": can_confirm_answer(user, inquiry, answer),
        "may_propose": can_propose_answer(user, inquiry, answer),
        "may_return": can_return_answer(user, inquiry, answer),
        "proposal": _last(steps, Kind.PROPOSED) if answer.proposed_at else None,
        "returned_step": _returned(answer, steps),
        "speaks": speaks_for(user, answer),
    }
    if context["proposal"]:
        context["proposes_none"] = NONE_PROPOSED in context["proposal"].changes.get(PROPOSAL, ())
    if answer.is_of_earlier_questions:
        context["question_changes"] = differences.changed_since(
            page["all_questions"], answer.questions_version
        )
    return context | _forms(request, inquiry, answer, context, returned)


def _forms(request, inquiry, answer, may: dict, returned: dict) -> dict:
    """What may be done from here; a form that came back stays even where it is too late."""
    names = ("none_form", "delegate_form", "return_form")
    forms = {name: returned[name] for name in names if name in returned}
    if may["may_confirm"] or may["may_propose"]:
        kept = pop_stored_form(request, reverse("inquiries:inquiry-answer-none", args=[inquiry.pk]))
        initial = {"remark": answer.remark} if not may["own_rows"] else {}
        forms.setdefault("none_form", NoneForm(kept, answer=answer, item=inquiry, initial=initial))
    if can_delegate_answer(request.user, inquiry, answer):
        kept = pop_stored_form(request, reverse("inquiries:answer-delegate", args=[inquiry.pk]))
        forms.setdefault("delegate_form", DelegateForm(kept, answer=answer))
    if may["may_return"]:
        kept = pop_stored_form(request, reverse("inquiries:answer-return", args=[inquiry.pk]))
        forms.setdefault("return_form", ReturnForm(kept))
    return forms


def _last(steps, kind):
    return next((step for step in reversed(steps) if step.kind == kind), None)


def _returned(answer, steps):
    """The representative's note, until the answer was given or their word asked for again."""
    decided = [step for step in steps if step.kind in (Kind.PROPOSED, Kind.RETURNED, Kind.ANSWERED)]
    last = decided[-1] if decided else None
    return last if last and last.kind == Kind.RETURNED and answer.is_owed else None
