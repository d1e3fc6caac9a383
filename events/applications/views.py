"""The page of a call for members, and what their organisation applied for."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.forms import carried_out
from common.idempotency.actions import earlier_result
from common.pages import form_page
from common.text import render_body
from correspondence.questions.contents import rows_of, values_of
from correspondence.questions.views import write_once
from events.applications import rules
from events.applications.actions import apply_for_roles, withdraw_roles
from events.applications.forms import ApplicationForm, WithdrawalForm
from events.calls.models import ExhibitorCall
from events.calls.rules import why_closed
from events.events.rules import can_edit_event
from events.participations.models import DECIDED, GONE, Participation, RoleState
from events.participations.queries import participation_of
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data

NOT_THEIRS = "出展を申し込めるのは、会員（特別区・市町村・都道府県・団体）の担当者です。"
APPLIED = (
    "申し込みました。控えをメールで送ります。出展できるかどうかは、主催者が決めてからメールでお知らせします。"
)
CHANGED = "申込の内容を変えました。控えをメールで送ります。"
UNCHANGED = "変わった項目がないため、何も変更していません。"
WITHDRAWN = "辞退を登録しました。主催者には、次の開庁日の朝にメールで知らせます。"


def _call(pk: int) -> ExhibitorCall:
    calls = ExhibitorCall.objects.announced().select_related("event__venue", "event__owner__local_government")
    return get_object_or_404(calls.prefetch_related("roles"), event=pk)


def _own(request, call: ExhibitorCall) -> Participation | None:
    """How the user's organisation takes part, unsaved where it does not yet; None of the secretariat."""
    organization = request.user.organization
    return participation_of(organization, call.event) if organization and organization.is_member else None


@require_safe
@members_only
def call_detail(request, pk):
    call = _call(pk)
    part = _own(request, call)
    may_edit = can_edit_event(request.user, call.event)
    answered = part is not None and part.answered_at is not None
    roles = list(part.roles.all()) if part and part.pk else []
    context = {
        "call": call,
        "event": call.event,
        "guidance": render_body(call.guidance),
        "closed": why_closed(call, to_organiser=may_edit),
        "may_edit": may_edit,
        "questions": call.questions.current(),
        "part": part,
        "roles": roles,
        "rows": rows_of(values_of(part)) if answered else [],
        "is_of_earlier_questions": answered and (part.questions_version or 0) < call.questions_version,
        "may_apply": rules.can_apply(request.user) and not rules.why_not_apply(call, part.local_government),
        "writes_sheet": bool(call.sheet_due_on)
        and rules.can_apply(request.user)
        and any(role.state == RoleState.ACCEPTED for role in roles),
        "may_withdraw": rules.can_apply(request.user)
        and any(role.state not in GONE for role in roles)
        and not rules.why_not_withdraw(call.event),
    }
    return render(request, "events/applications/call_detail.html", context)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def call_apply(request, pk):
    if request.method == "POST" and (known := earlier_result(request)):
        return redirect(known)  # a double click
    call = _call(pk)
    if not rules.can_apply(request.user):
        raise PermissionDenied(NOT_THEIRS)
    part = _own(request, call)
    if request.method == "GET" and (sentence := rules.why_not_apply(call, part.local_government)):
        if sentence != why_closed(call):  # that page says it
            messages.info(request, sentence)
        return redirect(call)
    form = ApplicationForm(
        typed_data(request),
        request.FILES or None,
        by=request.user,
        call=call,
        participation=part,
        initial=_contact_of(request.user),
        requires="add_row" not in request.POST,
        more_row_in=request.POST.get("add_row", ""),
    )
    page = partial(_application_page, request, call, part, form)
    valid = request.method == "POST" and form.is_valid()
    if "add_row" in request.POST:
        form._show_kept()
        return page(unsaved=True)
    if not valid:
        return page(status=400 if request.method == "POST" else 200)
    return write_once(form, call, partial(_applied, request, call, part, form), page)


def _contact_of(user) -> dict[str, str]:
    section = user.section
    return {
        "contact_name": f"{section.name} {user.name}",
        "contact_phone": section.telephone,
        "contact_email": section.mailbox,
    }


def _applied(request, call, part, form) -> str:
    after = apply_for_roles(call=call, by=request.user, **form.facts)
    if part.answered_at is None:
        messages.success(request, APPLIED)
    elif after.edition == part.edition:
        messages.info(request, UNCHANGED)
    else:
        messages.success(request, CHANGED)
    return call.get_absolute_url()


def _application_page(request, call, part, form, *, status=200, saved=None, unsaved=False):
    context = {
        "call": call,
        "event": call.event,
        "guidance": render_body(call.guidance),
        "part": part,
        "form": form,
        "decided": part.roles.filter(state__in=DECIDED) if part.pk else [],
        "saved": saved,
        "saved_rows": rows_of(values_of(saved)) if saved else [],
        "unsaved": unsaved,
    }
    return render(request, "events/applications/call_apply.html", context, status=status)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def call_withdraw(request, pk):
    """辞退: of some roles or of all."""
    call = _call(pk)
    part = _own(request, call)
    if part is None or part.pk is None or not rules.speaks_for_body(request.user, part):
        raise PermissionDenied(NOT_THEIRS)
    form = WithdrawalForm(typed_data(request), participation=part)
    sent = request.method == "POST" and form.is_valid()
    facts = {"participation": part, "by": request.user}
    if sent and carried_out(form, withdraw_roles, **facts, **form.cleaned_data):
        messages.success(request, WITHDRAWN)
        return redirect(reverse("events:call-detail", args=[pk]))
    return form_page(request, "events/applications/call_withdraw.html", form, call=call, event=call.event)
