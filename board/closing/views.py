"""A topic's life: the next stage of a proposal, reopening, who may read it."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board import actions, audience, rules
from board.forms.life import AudienceForm, ReopenForm, StepForm
from board.models import Audience, Topic
from board.views.topic import visible_topic
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.refusals import Refused
from office.once import once, result_of


def _typed(request):
    """What was posted, or typed before the login; None where nothing was."""
    if request.method == "POST":
        return request.POST
    if kept := pop_kept(request):
        messages.info(request, "ログインの前に入力した内容を戻しました。まだ保存されていません。")
    return kept


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_step(request, pk):
    topic = visible_topic(request, pk)
    if not rules.owns_topic(request.user, topic) or not topic.stage:
        raise PermissionDenied
    if url := result_of(request.POST.get("once", "")):  # pressed twice: the first step made this form stale
        return redirect(url)
    form = StepForm(_typed(request), topic=topic)
    if not rules.can_step_topic(request.user, topic) and not form.is_overtaken:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("stage", "on", "remark")}

        def make():
            seen = form.cleaned_data["seen"] or 0
            return actions.step_topic(
                topic=topic, by=request.user, seen=seen, **values
            ).topic.get_absolute_url()

        try:
            url, _ = once(form.cleaned_data["once"], make)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"段階を「{Topic.Stage(values['stage']).label}」にしました。")
            return redirect(url)
    status = 400 if request.method == "POST" else 200
    context = {"topic": topic, "form": form, "may": rules.can_step_topic(request.user, topic)}
    return render(request, "board/topic_step.html", context, status=status)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_reopen(request, pk):
    topic = visible_topic(request, pk)
    if topic.state == Topic.State.OPEN and rules.owns_topic(request.user, topic):
        return redirect(topic)  # a colleague, or the first of two clicks, was quicker
    if not rules.can_reopen_topic(request.user, topic):
        raise PermissionDenied
    form = ReopenForm(_typed(request), topic=topic)
    if request.method == "POST" and form.is_valid():
        actions.reopen_topic(topic=topic, by=request.user, deadline=form.cleaned_data.get("deadline"))
        messages.success(request, "受付を再開しました。返信した団体には、メールでお知らせします。")
        return redirect(topic)
    status = 400 if request.method == "POST" else 200
    return render(request, "board/topic_reopen.html", {"topic": topic, "form": form}, status=status)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_audience(request, pk):
    """Who may read it, for all who may; its organisation changes it here."""
    topic = visible_topic(request, pk)
    if topic.is_draft:
        return redirect("board:topic-edit", pk=pk)
    may = rules.can_change_audience(request.user, topic)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = AudienceForm(_typed(request), topic=topic) if may else None
    if request.method == "POST" and form.is_valid() and _changed(request, topic, form):
        return redirect(topic)
    chosen = topic.audience == Audience.CHOSEN
    context = {
        "topic": topic,
        "form": form,
        "groups": _by_prefecture(topic) if chosen else [],
        "count": topic.audience_count if chosen else audience.organizations_of(topic).count(),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "board/topic_audience.html", context, status=status)


def _changed(request, topic: Topic, form: AudienceForm) -> bool:
    """Whether it was changed; else the form names those who replied and would lose it."""
    typed = form.cleaned_data
    try:
        actions.change_audience(
            topic=topic,
            by=request.user,
            audience=typed["audience"],
            organizations=typed["audience_organizations"],
            cut_off=typed.get("cut_off", ()),
        )
    except actions.CutsOff as cuts:
        form.ask_about(cuts.organizations)
        return False
    messages.success(request, "公開範囲を保存しました。")
    return True


def _by_prefecture(topic: Topic) -> list[tuple[str, list[str]]]:
    """The chosen organisations as (prefecture, names): a thousand of them stay readable, and light."""
    rows = topic.audience_organizations.order_by("local_government__code", "name_kana")
    found = rows.values_list("prefecture", "name")
    return [
        (prefecture or "その他", [name for _, name in names])
        for prefecture, names in groupby(found, key=lambda row: row[0])
    ]
