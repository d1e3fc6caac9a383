"""An organisation leaves (退会): its own page, and the secretariat's list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.queries import entries_of
from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from members.access.decorators import members_only, secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.organizations.models import Organization
from members.organizations.rules import can_edit_organization, works_for
from members.organizations.views import organization_of_request
from members.withdrawals import actions, rules
from members.withdrawals.forms import WithdrawalDeclineForm, WithdrawalForm
from members.withdrawals.models import Withdrawal

LEAVING_KINDS = (Organization.Kind.MUNICIPALITY, Organization.Kind.PREFECTURE, Organization.Kind.ASSOCIATION)
WARD = "特別区と事務局は事業の実施主体のため、退会できません。"
NO_MEMBER = "この団体は会員ではないため、退会の手続きはできません。"
NOT_YOURS = "退会の申出は、団体の代表担当者が行ってください。"


@resumes_after_login
@members_only
def withdrawal_create(request):
    """The form; what was asked for already, with its way back."""
    organization = organization_of_request(request)
    if not can_edit_organization(request.user, organization):
        raise PermissionDenied(NOT_YOURS)
    if not (organization.withdrawn_on or rules.can_withdraw_organization(request.user, organization)):
        raise PermissionDenied(NO_MEMBER if organization.kind in LEAVING_KINDS else WARD)
    own = works_for(request.user, organization)
    form = WithdrawalForm(typed_data(request), organization=organization, may_be_past=not own)

    def make():
        fields = {name: form.cleaned_data[name] for name in ("effective_on", "reason")}
        made = actions.ask_withdrawal(organization=organization, by=request.user, **fields)
        said = "の退会の申出を受け付けました。" if own else "の退会を登録しました。"
        messages.success(request, f"{organization.full_name}{said}")
        return reverse("organization:withdrawal-create") if own else made.get_absolute_url()

    if request.method == "POST" and form.is_valid() and (url := form.make_once(make)):
        return redirect(url)
    asked = list(organization.withdrawals.select_related("created_by")[:20])
    return form_page(
        request,
        "members/withdrawals/withdrawal_create.html",
        form,
        organization=organization,
        own=own,
        open_now=next((row for row in asked if row.is_open), None),
        past=[row for row in asked if not row.is_open],
        memberships=organization.memberships.all(),
    )


@members_only
@require_POST
def withdrawal_take_back(request, pk):
    found = get_object_or_404(Withdrawal.objects.visible_to(request.user), pk=pk)
    if not can_edit_organization(request.user, found.organization):
        raise PermissionDenied(NOT_YOURS)
    page = reverse("organization:withdrawal-create")
    if not works_for(request.user, found.organization):
        page += f"?organization={found.organization_id}"
    return _done(request, actions.cancel_withdrawal, found, "退会の申出を取り消しました。", to=page)


def _done(request, action, found, done, to=None, **more):
    with outcome_shown(request, done):
        action(withdrawal=found, by=request.user, **more)
    return redirect(to or found)


@secretariat_only
@require_safe
def withdrawal_list(request):
    state = request.GET.get("state", "")
    if state not in Withdrawal.State.values:
        state = Withdrawal.State.WAITING
    order = ("effective_on", "id") if state in Withdrawal.OPEN else ("-id",)
    rows = (
        Withdrawal.objects.visible_to(request.user)
        .filter(state=state)
        .select_related("organization__local_government", "created_by")
        .order_by(*order)
    )
    context = {
        "page": paginate(rows, request, per_page=50),
        "tabs": state_tabs(Withdrawal.State.choices, state, Withdrawal.objects.count_by_state()),
        "state": state,
    }
    return render(request, "members/withdrawals/withdrawal_list.html", context)


def _withdrawal(request, pk):
    if not request.user.is_secretariat:
        raise PermissionDenied
    rows = Withdrawal.objects.visible_to(request.user).select_related(
        "organization__local_government", "created_by", "decided_by", "cancelled_by"
    )
    return get_object_or_404(rows, pk=pk)


def _detail(request, found, form, status=200):
    context = {
        "withdrawal": found,
        "organization": found.organization,
        "form": form,
        "memberships": found.organization.memberships.select_related("application", "withdrawn_by"),
        "entries": entries_of(found),
        "can_decide": rules.can_decide_withdrawal(request.user, found),
        "can_undo": rules.can_undo_withdrawal(request.user, found),
        "can_cancel": rules.can_cancel_withdrawal(request.user, found),
    }
    return render(request, "members/withdrawals/withdrawal_detail.html", context, status=status)


@require_safe
def withdrawal_detail(request, pk):
    return _detail(request, _withdrawal(request, pk), WithdrawalDeclineForm())


@require_POST
def withdrawal_accept(request, pk):
    found = _withdrawal(request, pk)
    return _done(
        request, actions.accept_withdrawal, found, f"{found.organization.full_name}の退会を受理しました。"
    )


@require_POST
def withdrawal_decline(request, pk):
    found = _withdrawal(request, pk)
    form = WithdrawalDeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, found, form, status=400)
    done = "退会の申出を見送り、理由をメールで送りました。"
    return _done(request, actions.decline_withdrawal, found, done, **form.cleaned_data)


@require_POST
def withdrawal_cancel(request, pk):
    found = _withdrawal(request, pk)
    return _done(request, actions.cancel_withdrawal, found, "退会の予定を取り消しました。")


@require_POST
def withdrawal_undo(request, pk):
    found = _withdrawal(request, pk)
    done = f"{found.organization.full_name}を会員に戻しました。"
    return _done(request, actions.undo_withdrawal, found, done)
