"""The secretariat's queue of applications."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.queries import entries_of
from common.pages import outcome_shown
from common.pagination import paginate
from members.access.decorators import secretariat_only
from members.application_queue import actions
from members.application_queue.duplicates import find_duplicates
from members.application_queue.filters import ApplicationFilter, next_waiting
from members.application_returns.actions import return_application
from members.application_returns.forms import ReturnForm
from members.applications.actions import decline_application
from members.applications.forms import DeclineForm
from members.applications.models import Application
from members.applications.rules import (
    can_decide_application,
    can_decline_application,
    can_resend_application_mail,
    can_return_application,
)
from members.organizations.mail_domains import check_mail_domain
from members.users.queries import officers_of


@secretariat_only
@require_safe
def application_list(request):
    applications = Application.objects.visible_to(request.user)
    queue = ApplicationFilter(request.GET)
    counts = applications.aggregate(
        overdue=Count("pk", filter=Q(pk__in=Application.objects.correction_overdue().values("pk"))),
        **{state: Count("pk", filter=Q(state=state)) for state in queue.states},
    )
    rows = queue.rows(applications).select_related("local_government", "decided_by", "returned_by")
    context = {
        "page": paginate(rows, request, per_page=50),
        "tabs": queue.tabs(counts),
        "chips": queue.chips(counts),
        "state": queue.state,
        "queue": queue,
    }
    return render(request, "members/application_queue/application_list.html", context)


@secretariat_only
@require_safe
def application_next(request):
    """To the one that has waited longest."""
    waiting = next_waiting()
    if waiting.pk is None:
        messages.info(request, "審査を待つ申請はありません。審査は済んでいます。")
        return redirect("members:application-list")
    return redirect("members:application-detail", waiting.pk)


def _application(request, pk):
    applications = Application.objects.visible_to(request.user).select_related(
        "local_government", "organization__local_government", "decided_by", "returned_by", "user"
    )
    return get_object_or_404(applications, pk=pk)


def _about(request, application):
    similar = find_duplicates(application)
    website = application.local_government.website if application.local_government else ""
    return {
        "application": application,
        "mail_checks": [
            ("本人のアドレス", check_mail_domain(application.email, website)),
            ("共通アドレス", check_mail_domain(application.mailbox, website)),
        ],
        "organization": similar.organization,
        "look_alikes": similar.groups,
        "officers": officers_of(similar.organization) if similar.organization else (),
        "returns": list(application.returns.select_related("returned_by")),
        "entries": entries_of(application),
    }


def _detail(request, application, *, decline=None, ask_back=None, status=200):
    context = {
        **_about(request, application),
        "queue": ApplicationFilter({"state": application.state}).around(application),
        "next": None if application.is_waiting or application.is_unverified else next_waiting(),
        "decline_form": decline or DeclineForm(),
        "return_form": ask_back or ReturnForm(),
        "can_decide": can_decide_application(request.user, application),
        "can_return": can_return_application(request.user, application),
        "can_resend": can_resend_application_mail(request.user, application),
        "can_decline": can_decline_application(request.user, application),
    }
    return render(request, "members/application_queue/application_detail.html", context, status=status)


@require_safe
def application_detail(request, pk):
    return _detail(request, _application(request, pk))


@require_safe
def application_print(request, pk):
    """One sheet for the file (起案): what was asked, what was found, every round, boxes for the seals."""
    return render(
        request,
        "members/application_queue/application_print.html",
        _about(request, _application(request, pk)),
    )


def _decided(request, application, action, done, **more):
    with outcome_shown(request, f"{application.full_name}の申請{done}"):
        action(application=application, by=request.user, **more)
    return redirect(application)


def _to_decide(request, pk):
    application = _application(request, pk)
    if not request.user.is_secretariat:
        raise PermissionDenied
    return application


@require_POST
def application_approve(request, pk):
    application = _to_decide(request, pk)
    done = f"を承認し、{application.email}へ案内を送りました。"
    return _decided(request, application, actions.approve_application, done)


@require_POST
def application_return(request, pk):
    application = _to_decide(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _detail(request, application, ask_back=form, status=400)
    done = f"を差し戻し、{application.email}へ指摘を送りました。"
    return _decided(request, application, return_application, done, **form.cleaned_data)


@require_POST
def application_decline(request, pk):
    application = _to_decide(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _detail(request, application, decline=form, status=400)
    done = "を見送り、理由をメールで送りました。"
    return _decided(request, application, decline_application, done, **form.cleaned_data)


@require_POST
def application_resend(request, pk):
    application = _to_decide(request, pk)
    done = f"の案内を、{application.email}へ送り直しました。"
    return _decided(request, application, actions.resend_application_mail, done)
