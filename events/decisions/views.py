"""Applications to an event as its organiser reads and decides them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from common.audit_log.queries import entries_of
from common.forms import carried_out
from common.pagination import paginate
from correspondence.questions.contents import rows_of, values_of
from events.calls.models import ExhibitorCall
from events.decisions.actions import decide_roles
from events.decisions.forms import DecisionForm
from events.decisions.queries import counted_roles, roles_of
from events.events.views import event_to_edit
from events.participations.models import APPLYING, Participation, Role, RoleState
from events.participations.queries import count_roles
from members.access.resume_after_login import resumes_after_login, typed_data


def _call(event) -> ExhibitorCall:
    call = get_object_or_404(ExhibitorCall.objects.prefetch_related("roles"), event=event)
    call.event = event
    return call


@resumes_after_login
@require_http_methods(["GET", "POST"])
def application_list(request, pk):
    """Body × role × state; the ticked ones are decided by one of three buttons."""
    event, seen = event_to_edit(request, pk), timezone.now()
    call = _call(event)
    state, role = _choice(request, "state", RoleState), _choice(request, "role", Role)
    here = f"{request.path}?{urlencode({'state': state, 'role': role})}"
    rows = roles_of(event, state=state, role=role)
    page = paginate(rows, request, per_page=100)
    form = DecisionForm(typed_data(request), offered=roles_of(event).values_list("pk", flat=True))
    sent = request.method == "POST" and form.is_valid()
    if sent and carried_out(form, decide_roles, call=call, by=request.user, **form.cleaned_data):
        word = RoleState(form.cleaned_data["state"]).label
        messages.success(request, f"「{word}」にしました。申し込んだ団体にメールで知らせます。")
        return redirect(here)
    context = {
        "event": event,
        "call": call,
        "counts": counted_roles(call, count_roles(call.event)),
        "page": page,
        "form": form,
        "here": here,
        "seen": seen.isoformat(),
        "ticked": _ticked(request, page.rows),
        "states": RoleState.choices,
        "roles": Role.choices,
        "chosen_state": state,
        "chosen_role": role,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "events/decisions/application_list.html", context, status=status)


def _choice(request, name: str, choices) -> str:
    value = request.GET.get(name, "")
    return value if value in choices else ""


def _ticked(request, rows) -> set[str]:
    """Keys of the rows that come back ticked, or of all that can be decided where that was asked for."""
    if "all" in request.GET:
        return {str(row.pk) for row in rows if row.state in (*APPLYING, RoleState.DECLINED)}
    return set(request.POST.getlist("roles"))


@require_safe
def application_detail(request, pk, part):
    """One body: its roles, answers, contact, and how it came along."""
    event = event_to_edit(request, pk)
    related = "organization__local_government", "local_government"
    part = get_object_or_404(Participation.objects.select_related(*related), pk=part, event=event)
    context = {
        "event": event,
        "part": part,
        "roles": part.roles.select_related("decided_by"),
        "rows": rows_of(values_of(part)),
        "entries": entries_of(part)[:50],
    }
    return render(request, "events/decisions/application_detail.html", context)
