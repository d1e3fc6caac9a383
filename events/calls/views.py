"""The organiser writes and opens a call; members read which calls are open."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.forms import carried_out
from common.pages import form_page, outcome_shown
from correspondence.questions.actions import ORDER
from correspondence.questions.models import MOST_QUESTIONS
from correspondence.questions.views import GO_ON, questions_page
from events.calls import actions
from events.calls.forms import TEMPLATE, CallForm, CallQuestionsForm
from events.calls.models import ExhibitorCall
from events.calls.queries import calls_to_decide, open_calls
from events.calls.rules import opening_problem
from events.events.models import Event
from events.events.rules import can_create_event
from events.events.views import event_to_edit
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data


@require_safe
@members_only
def call_list(request):
    """The calls that take applications, or will, with how one's own organisation stands in each."""
    to_decide = calls_to_decide(Event.objects.run_by(request.user)) if can_create_event(request.user) else []
    context = {"rows": open_calls(request.user), "to_decide": to_decide}
    return render(request, "events/calls/call_list.html", context)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def call_edit(request, pk):
    event = event_to_edit(request, pk)
    call = ExhibitorCall.objects.filter(event=event).first()
    if call:
        call.event = event
    has_questions = bool(call) and call.questions.exists()
    form = CallForm(typed_data(request), call=call)
    sent = request.method == "POST" and form.is_valid()
    if sent and carried_out(form, actions.save_call, event=event, by=request.user, **form.facts):
        messages.success(request, "出展募集の内容を保存しました。")
        return redirect("events:call-edit" if has_questions else "events:call-questions", pk)
    context = {"event": event, "call": call, "has_questions": has_questions}
    context["problem"] = opening_problem(call) if call and call.is_draft else ""
    return form_page(request, "events/calls/call_edit.html", form, **context)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def call_questions(request, pk):
    event = event_to_edit(request, pk)
    call = get_object_or_404(ExhibitorCall.objects.select_related("saved_by"), event=event)
    call.event = event
    return questions_page(
        request,
        call,
        save=partial(_save_questions, request, call),
        page=partial(_questions_page, request, call),
        form_class=CallQuestionsForm,
        offered={"template": TEMPLATE},
    )


def _save_questions(request, call, form, command):
    changes = actions.save_call_questions(
        call=call,
        by=request.user,
        version=form.cleaned_data["version"] or 0,
        questions=form.cleaned_questions,
        note=form.cleaned_data.get("note", ""),
    )
    if set(changes) - {ORDER}:
        done = f"質問を変えました（{'、'.join(changes)}）。申し込んだ団体にメールで知らせます。"
    else:
        done = f"質問を保存しました（{len(form.questions)}問）。"
    messages.success(request, done)
    return redirect("events:call-edit" if command == GO_ON else "events:call-questions", call.event_id)


def _questions_page(request, call, form, *, status=200, **more):
    applied = 0 if call.is_draft else call.event.participations.filter(answered_at__isnull=False).count()
    context = {"call": call, "event": call.event, "form": form, "most": MOST_QUESTIONS, "applied": applied}
    return render(request, "events/calls/call_questions.html", context | more, status=status)


@require_POST
def call_open(request, pk):
    event = event_to_edit(request, pk)
    call = get_object_or_404(ExhibitorCall, event=event)
    with outcome_shown(request, "出展の募集を始めました。"):
        actions.open_call(call=call, by=request.user)
    return redirect("events:call-edit", pk)
