"""The secretariat's queue of those who cannot log in any more."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members import actions, rules, selectors
from members.decorators import secretariat_only
from members.forms import RecoveryDeclineForm
from members.models import Recovery
from members.refusals import Refused
from office import register, words
from office.paging import paginate

TABS = (
    (Recovery.State.WAITING, "審査待ち"),
    (Recovery.State.UNPROVEN, "部署の確認待ち"),
    (Recovery.State.APPROVED, "承認"),
    (Recovery.State.DECLINED, "見送り"),
)
WITH_PERSON = ("user__section__organization__local_government", "decided_by")


@secretariat_only
@require_safe
def recovery_list(request):
    state = request.GET.get("state", "")
    if state not in Recovery.State.values:
        state = Recovery.State.WAITING
    recoveries = Recovery.objects.visible_to(request.user)
    counts = recoveries.aggregate(**{key: Count("pk", filter=Q(state=key)) for key, _ in TABS})
    order = "proven_at" if state == Recovery.State.WAITING else "-id"
    rows = recoveries.filter(state=state).select_related(*WITH_PERSON).order_by(order)
    tabs = [
        {"label": label, "url": f"?state={key}", "current": key == state, "count": counts[key]}
        for key, label in TABS
    ]
    context = {"page": paginate(rows, request, per_page=50), "tabs": tabs, "state": state}
    return render(request, "members/recovery_list.html", context)


def _recovery(request, pk):
    recoveries = Recovery.objects.visible_to(request.user).select_related(*WITH_PERSON)
    return get_object_or_404(recoveries, pk=pk)


def _detail(request, recovery, form, status=200):
    person = recovery.user
    context = {
        "recovery": recovery,
        "person": person,
        "form": form,
        "factors": person.second_factors.order_by("created_at"),
        "officers": selectors.officers_of(person.organization).exclude(pk=person.pk),
        "earlier": person.recoveries.exclude(pk=recovery.pk)[:10],
        "entries": [(words.verb(entry.verb), entry) for entry in register.entries_of(recovery)],
        "can_decide": rules.can_decide_recovery(request.user, recovery),
    }
    return render(request, "members/recovery_detail.html", context, status=status)


@require_safe
def recovery_detail(request, pk):
    return _detail(request, _recovery(request, pk), RecoveryDeclineForm())


def _to_decide(request, pk):
    """The row, if it is his to decide; one that somebody else decided first is told by the action."""
    recovery = _recovery(request, pk)
    if recovery.is_waiting and not rules.can_decide_recovery(request.user, recovery):
        raise PermissionDenied
    return recovery


@require_POST
def recovery_approve(request, pk):
    recovery = _to_decide(request, pk)
    try:
        recovery = actions.approve_recovery(recovery=recovery, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"承認し、{recovery.user.email}へパスワードの設定の案内を送りました。")
    return redirect(recovery)


@require_POST
def recovery_decline(request, pk):
    recovery = _to_decide(request, pk)
    form = RecoveryDeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, recovery, form, status=400)
    try:
        actions.decline_recovery(recovery=recovery, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "申出を見送り、理由をメールで送りました。")
    return redirect(recovery)
