"""What the page of a draft shows of its approval."""

from django.urls import reverse

from board.approvals import rules
from board.approvals.queries import returned_reason
from board.topics.models import Topic
from correspondence.sending.forms import ApprovalForm, ReturnForm
from members.access.resume_after_login import pop_stored_form
from members.users.models import User


def approval_context(request, topic: Topic, *, problem: str, approval_form=None, return_form=None) -> dict:
    """How its approval stands, and what the user may do about it.

    With a `problem` it is neither put before anybody nor approved; giving it back is always possible.
    """
    user, addresses = request.user, {}
    for what in ("propose", "approve", "return"):
        addresses[what] = reverse(f"board:topic-{what}", args=[topic.pk])
    context = {
        "problems": problem,
        "addresses": addresses,
        "approval_steps": list(topic.approval_steps.all()),
        "returned_reason": returned_reason(topic),
        "may_take_back": rules.can_take_back(user, topic),
        "may_approve": rules.can_approve(user, topic),
        "must_ask": rules.can_ask_approval(user, topic),
    }
    if context["may_approve"]:
        context["return_form"] = return_form or ReturnForm(pop_stored_form(request, addresses["return"]))
    elif context["must_ask"] and not problem:
        kept = pop_stored_form(request, addresses["propose"])
        context["approval_form"] = approval_form or ApprovalForm(kept, initial={"version": topic.version})
        people = User.objects.of(topic.organization).representatives()
        context["representatives"] = "、".join(people.values_list("name", flat=True))
    return context
