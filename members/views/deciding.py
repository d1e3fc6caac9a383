"""The secretariat's queue of applications."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members import actions, rules, selectors
from members.decorators import secretariat_only
from members.domains import mail_facts
from members.forms import DeclineForm
from members.models import Application
from members.refusals import Refused
from office import register
from office.paging import paginate

TABS = (
    (Application.State.WAITING, "審査待ち"),
    (Application.State.UNPROVEN, "メール確認待ち"),
    (Application.State.APPROVED, "承認"),
    (Application.State.DECLINED, "見送り"),
)
VERBS = {
    "members.application_proven": "メールアドレスの確認",
    "members.application_approved": "承認",
    "members.application_declined": "見送り",
    "members.application_changed": "管理画面での変更",
}


@secretariat_only
@require_safe
def application_list(request):
    state = request.GET.get("state", "")
    if state not in Application.State.values:
        state = Application.State.WAITING
    applications = Application.objects.visible_to(request.user)
    counts = applications.aggregate(**{key: Count("pk", filter=Q(state=key)) for key, _ in TABS})
    order = "proven_at" if state == Application.State.WAITING else "-id"
    rows = applications.filter(state=state).select_related("local_government", "decided_by").order_by(order)
    tabs = [
        {"label": label, "url": f"?state={key}", "current": key == state, "count": counts[key]}
        for key, label in TABS
    ]
    context = {"page": paginate(rows, request, per_page=50), "tabs": tabs, "state": state}
    return render(request, "members/application_list.html", context)


def _application(request, pk):
    applications = Application.objects.visible_to(request.user).select_related(
        "local_government", "organization__local_government", "decided_by", "user"
    )
    return get_object_or_404(applications, pk=pk)


def _detail(request, application, form, status=200):
    organization = application.organization or selectors.organization_named_by(application)
    organization = organization and organization.present  # it may have merged while the application waited
    website = application.local_government.website if application.local_government else ""
    context = {
        "application": application,
        "form": form,
        "mail_checks": [
            ("本人のアドレス", mail_facts(application.email, website)),
            ("共通アドレス", mail_facts(application.mailbox, website)),
        ],
        "organization": organization,
        "officers": selectors.officers_of(organization) if organization else (),
        "earlier": selectors.earlier_applications(application),
        "entries": [(VERBS.get(entry.verb, entry.verb), entry) for entry in register.entries_of(application)],
        "can_decide": rules.can_decide_application(request.user, application),
    }
    return render(request, "members/application_detail.html", context, status=status)


@require_safe
def application_detail(request, pk):
    return _detail(request, _application(request, pk), DeclineForm())


@require_POST
def application_approve(request, pk):
    application = _application(request, pk)
    if not request.user.is_secretariat:
        raise PermissionDenied
    try:
        application = actions.approve_application(application=application, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, f"{application.full_name}の申請を承認し、{application.email}へ案内を送りました。"
        )
    return redirect(application)


@require_POST
def application_decline(request, pk):
    application = _application(request, pk)
    if not request.user.is_secretariat:
        raise PermissionDenied
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, application, form, status=400)
    try:
        actions.decline_application(
            application=application, by=request.user, reason=form.cleaned_data["reason"]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{application.full_name}の申請を見送り、理由をメールで送りました。")
    return redirect(application)
