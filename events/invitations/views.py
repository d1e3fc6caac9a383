"""The organiser's pages: whom to invite, who was invited, whom to call."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.audit_log.actions import record
from common.japanese_calendar import today
from common.pages import form_page, outcome_shown, staged_form
from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from events.calls.models import ExhibitorCall
from events.events.views import event_to_edit
from events.invitations import actions
from events.invitations.filters import InvitationFilter
from events.invitations.forms import InvitationForm, RowsForm
from events.invitations.plan import Planner
from events.invitations.queries import invited_bodies, silent_bodies, untold_bodies, with_contacts
from events.invitations.rules import why_not_invite
from events.invitations.spreadsheets import silent_sheet
from members.access.rate_limits import EXPORTS, RateLimit, rate_limited, too_many_requests
from members.access.resume_after_login import resumes_after_login, typed_data

PER_PAGE = 100
INVITATIONS = RateLimit("exhibitor_invitations", by_user="60/d")  # each may be a thousand mails


def _call_to_edit(request, pk: int) -> ExhibitorCall:
    """As `event_to_edit`; 404 also where the event calls nobody yet."""
    event = event_to_edit(request, pk)
    call = get_object_or_404(ExhibitorCall, event=event)
    call.event = event
    return call


@resumes_after_login
@require_http_methods(["GET", "HEAD", "POST"])
def call_invite(request, pk):
    """Roles and bodies; then, on one page, what the lines mean; then the act."""
    call = _call_to_edit(request, pk)
    form = InvitationForm(typed_data(request), call=call)
    return staged_form(
        request,
        form,
        page=partial(
            form_page,
            request,
            "events/invitations/call_invite.html",
            call=call,
            event=call.event,
            problem=why_not_invite(call),
        ),
        confirm=lambda form: _review(request, call, form, None),
        submit=lambda form: _submit(request, call, form),
    )


def _plan(call: ExhibitorCall, form: InvitationForm):
    planner = Planner(call.event)
    typed = form.cleaned_data
    return planner, planner.plan(typed["prefecture"], typed["region"], typed["names"])


def _review(request, call: ExhibitorCall, form: InvitationForm, posted):
    if problem := why_not_invite(call):
        raise ActionRefused(problem)
    _, plan = _plan(call, form)
    rows_form = RowsForm(posted, rows=plan.asked)
    return _review_page(request, call, form, rows_form, plan)


def _review_page(request, call, form, rows_form, plan):
    context = {
        "call": call,
        "event": call.event,
        "form": form,
        "rows_form": rows_form,
        "plan": plan,
        "roles": [
            label for role, label in form.fields["roles"].choices if role in form.cleaned_data["roles"]
        ],
    }
    status = 400 if rows_form.errors else 200
    return render(request, "events/invitations/call_invite_review.html", context, status=status)


def _submit(request, call: ExhibitorCall, form: InvitationForm):
    planner, plan = _plan(call, form)
    rows_form = RowsForm(request.POST, rows=plan.asked)
    if not rows_form.is_valid():
        return _review_page(request, call, form, rows_form, plan)
    if not INVITATIONS.allows(request):
        return too_many_requests(request)
    planner.add_chosen(plan, rows_form.chosen)
    url = form.run_once(lambda: _invite(request, call, form, plan))
    return redirect(url)


def _invite(request, call: ExhibitorCall, form: InvitationForm, plan) -> str:
    invited = actions.invite_bodies(
        call=call,
        by=request.user,
        roles=form.cleaned_data["roles"],
        invitees=[*plan.invitees.values(), *plan.addressed.values()],
    )
    messages.success(request, f"{len(invited):,}団体を招待しました。")
    return reverse("events:invitation-list", args=[call.event_id])


@require_safe
def invitation_list(request, pk):
    """Who was invited, and how it stands with each."""
    call = _call_to_edit(request, pk)
    found = InvitationFilter(request.GET)
    counts = found.counts(call.event)
    page = paginate(found.apply(invited_bodies(call.event)), request, PER_PAGE)
    context = {
        "call": call,
        "event": call.event,
        "silent": silent_bodies(call.event).count(),
        "untold": untold_bodies(call.event).count(),
        "tabs": state_tabs(found.choices, found.state, counts, query={"role": found.role}),
        "chips": state_tabs(found.roles, found.role, name="role", query={"state": found.state}),
        "page": page,
        "rows": with_contacts(page.rows),
        "problem": why_not_invite(call),
    }
    return render(request, "events/invitations/invitation_list.html", context)


@require_POST
def invitation_send(request, pk):
    """The mails to those that came along from the event before."""
    call = _call_to_edit(request, pk)
    with outcome_shown(request, "招待のメールを送りました。"):
        actions.tell_untold(call=call, by=request.user)
    return redirect("events:invitation-list", pk)


@require_POST
def invitation_remind(request, pk):
    call = _call_to_edit(request, pk)
    with outcome_shown(request, "未回答の団体に、もう一度知らせました。"):
        actions.remind_silent(call=call, by=request.user)
    return redirect("events:invitation-list", pk)


@require_safe
def silent_list(request, pk):
    """Whom to call (電話の一覧), all on one page for print."""
    call = _call_to_edit(request, pk)
    rows = with_contacts(silent_bodies(call.event))
    context = {"call": call, "event": call.event, "rows": rows, "today": today()}
    return render(request, "events/invitations/silent_list.html", context)


@require_safe
@rate_limited(EXPORTS)
def silent_xlsx(request, pk):
    call = _call_to_edit(request, pk)
    record(by=request.user, verb="events.silent_bodies_exported", obj=call.event)
    return silent_sheet(call)
