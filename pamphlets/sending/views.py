"""From the draft to the wards: the page that confirms it, approval inside the organisation, sending."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.drafts.forms import problems_of
from correspondence.requests.queries import own_request
from correspondence.requests.rules import can_edit_draft
from correspondence.sending.views import ConfirmPage, already_sent, approval_rule_view
from members.access.decorators import members_only
from pamphlets.drafts.forms import PamphletForm
from pamphlets.drafts.views import STEPS_OF_WORK
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules.panels import fit_context


@require_safe
@members_only
def pamphlet_confirm(request, pk):
    pamphlet = _own(request, pk)
    return _page(request, pamphlet) if pamphlet.is_draft else already_sent(request, pamphlet)


def _own(request, pk) -> PamphletRequest:
    return own_request(request, PamphletRequest, pk)


def _page(request, pamphlet, **returned):
    """The request as the wards will see it, what is missing, what each ward's rules say, what may be done."""
    wards = pamphlet.addressees()
    context = {
        **PAGE.context(request, pamphlet, _problems(request, pamphlet), wards, returned),
        "steps_of_work": STEPS_OF_WORK,
        **fit_context(pamphlet, wards),
        "steps": list(pamphlet.steps.all()),
        "may_edit": can_edit_draft(request.user, pamphlet),
    }
    status = 400 if returned else 200
    return render(request, "pamphlets/sending/pamphlet_confirm.html", context, status=status)


def _problems(request, pamphlet) -> list:
    return problems_of(PamphletForm, pamphlet, request.user)


PAGE = ConfirmPage(_own, _page, _problems, "{count}区に配布依頼を出しました。回答はメールで届きます。")
pamphlet_submit, pamphlet_approve, pamphlet_take_back, pamphlet_propose, pamphlet_return = PAGE.views()
approval_rule_edit = approval_rule_view(PamphletRequest)
