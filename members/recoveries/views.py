"""The page for somebody who cannot log in any more; it never says whether an account exists."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import jobs
from common.audit_log.queries import entries_of
from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from members.access.decorators import secretariat_only
from members.access.rate_limits import RateLimit, too_many_requests
from members.recoveries import actions, rules
from members.recoveries.forms import RecoveryDeclineForm, RecoveryForm
from members.recoveries.models import Recovery
from members.users.queries import officers_of

RECOVERIES = RateLimit("recoveries", by_network="100/h", by_key="3/h")


@login_not_required
@never_cache
def recovery_ask(request):
    form = RecoveryForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return form_page(request, "members/recoveries/recovery_ask.html", form)
    asked = {name: value for name, value in form.cleaned_data.items() if name != "idempotency_key"}
    if not RECOVERIES.allows(request, asked["email"]):
        return too_many_requests(request)

    def make():
        # in the worker: here it would take longer where there is such an account, and so tell
        jobs.defer("members.ask_recovery", **asked)
        return reverse("account_recovery_done")

    return redirect(form.run_once(make))


@login_not_required
@require_safe
def recovery_done(request):
    return render(request, "members/recoveries/recovery_done.html")


@login_not_required
@require_safe
def recovery_verified(request):
    return render(request, "members/recoveries/recovery_verified.html")


TABS = (
    (Recovery.State.WAITING, "審査待ち"),
    (Recovery.State.UNVERIFIED, "部署の確認待ち"),
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
    order = "verified_at" if state == Recovery.State.WAITING else "-id"
    rows = recoveries.filter(state=state).select_related(*WITH_PERSON).order_by(order)
    context = {
        "page": paginate(rows, request, per_page=50),
        "tabs": state_tabs(TABS, state, counts),
        "state": state,
    }
    return render(request, "members/recoveries/recovery_list.html", context)


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
        "officers": officers_of(person.organization).exclude(pk=person.pk),
        "earlier": person.recoveries.exclude(pk=recovery.pk)[:10],
        "entries": entries_of(recovery),
        "can_decide": rules.can_decide_recovery(request.user, recovery),
    }
    return render(request, "members/recoveries/recovery_detail.html", context, status=status)


@require_safe
def recovery_detail(request, pk):
    return _detail(request, _recovery(request, pk), RecoveryDeclineForm())


def _to_decide(request, pk):
    """The row, if it is theirs to decide; one that somebody else decided first is told by the action."""
    recovery = _recovery(request, pk)
    if recovery.is_waiting and not rules.can_decide_recovery(request.user, recovery):
        raise PermissionDenied
    return recovery


@require_POST
def recovery_approve(request, pk):
    recovery = _to_decide(request, pk)
    to = recovery.new_email or recovery.user.email
    with outcome_shown(request, f"承認し、{to}へパスワードの設定の案内を送りました。"):
        actions.approve_recovery(recovery=recovery, by=request.user)
    return redirect(recovery)


@require_POST
def recovery_decline(request, pk):
    recovery = _to_decide(request, pk)
    form = RecoveryDeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, recovery, form, status=400)
    with outcome_shown(request, "申出を見送り、理由をメールで送りました。"):
        actions.decline_recovery(recovery=recovery, by=request.user, **form.cleaned_data)
    return redirect(recovery)


def recovery_token_passed(request, mail_token):
    actions.verify_recovery(mail_token=mail_token)
    return redirect("account_recovery_verified")
