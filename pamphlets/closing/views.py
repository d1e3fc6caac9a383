from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.pages import show_page
from common.refusals import ActionRefused
from members.access.decorators import members_only
from pamphlets.closing import actions, rules
from pamphlets.closing.forms import CloseForm, WithdrawForm
from pamphlets.deliveries.models import has_left
from pamphlets.requests.views import visible_pamphlet

WITHDRAWN_TOO_LATE = (
    "発送した区があるため、この依頼は取り下げられません。必要なときは各区へ連絡してください。"
)


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
    return show_page(request, pamphlet, close_form=form)


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
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "依頼を取り下げました。区にメールで知らせます。")
            return redirect(pamphlet)
    return show_page(request, pamphlet, withdraw_form=form)
