"""Writing topics: choose a kind, draft, publish, mend, throw a draft away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, rules, writing
from board.forms.schedule import ScheduleForm
from board.forms.talk import form_of
from board.forms.topic import FORMS, TopicForm, problems_of
from board.models import Topic, Version
from board.newcomers import TooMany
from board.rules.pamphlet import can_create_pamphlet
from board.stopping import why_closed
from board.views.draft import draft_behind
from board.views.facts import facts_of
from board.views.schedule import STEPS, preview
from board.views.topic import visible_topic
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.refusals import Overtaken
from office.once import once


@require_safe
@members_only
def topic_choose(request):
    if not rules.can_post_topic(request.user):
        raise PermissionDenied
    context = {"may_ask_wards": can_create_pamphlet(request.user)}
    return render(request, "board/topic_choose.html", context)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_new(request, kind):
    if kind not in FORMS:
        raise Http404
    if not rules.can_post_topic(request.user):
        raise PermissionDenied
    form = _form(request, FORMS[kind])
    if request.method == "POST" and form.is_valid():

        def make():
            text = {"values": form.values, "files": form.stored_files, "token": form.cleaned_data["once"]}
            return _after_saving(request, actions.draft_topic(by=request.user, kind=kind, **text))

        url, is_first = once(form.cleaned_data["once"], make)
        # the page had saved itself, and does not know it yet; or this is the second of two clicks
        if not is_first and (topic := draft_behind(request.user, url)):
            return _save(request, form, topic)
        return _saved(request, url)
    context = {"form": form, "kind": Topic.Kind(kind), "steps": STEPS}
    return render(request, "board/topic_form.html", context, status=_status(request))


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_edit(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_edit_topic(request.user, topic):
        return _too_late(request, topic)
    form = _form(request, form_of(topic), topic)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, topic)
    context = {"others": writing.others(topic, request.user)}
    writing.note(topic, request.user)
    return _edit_page(request, form, topic, _status(request), **context)


def _save(request, form: TopicForm, topic: Topic):
    """Save what a button was pressed for; a text that came too late is kept beside the colleague's."""
    text = {"by": request.user, "version": form.cleaned_data["version"] or 0}
    text |= {"values": form.values, "files": form.stored_files}
    more = {"token": form.cleaned_data["once"], "tells": form.cleaned_data.get("tells", False)}
    try:
        topic = actions.edit_topic(topic=topic, **text, **more)
    except Overtaken as overtaken:
        actions.keep_aside(topic=topic, **text)
        form.overtaken_by(overtaken.row)
        saved = {"saved": overtaken.row, "saved_facts": facts_of(overtaken.row)}
        return _edit_page(request, form, topic, 409, **saved)
    writing.leave(topic, request.user)
    return _saved(request, _after_saving(request, topic))


def _edit_page(request, form: TopicForm, topic: Topic, status: int, **more):
    asides = Version.objects.filter(topic=topic, reply=None, aside=True).count()
    context = {"form": form, "topic": topic, "kind": Topic.Kind(topic.kind), "steps": STEPS, "asides": asides}
    return render(request, "board/topic_form.html", context | more, status=status)


def _too_late(request, topic: Topic):
    """The topic was locked, merged, hidden or closed while he wrote: his text stays on the page."""
    his = rules.can_post_topic(request.user) and request.user.organization == topic.organization
    if request.method != "POST" or not his:
        raise PermissionDenied
    form = _form(request, form_of(topic), topic)
    sentence = f"{why_closed(topic, '編集')}入力した内容は下に残っています。"
    if form.is_valid():
        form.refuse(sentence)
    else:
        form.add_error(None, sentence)
    return _edit_page(request, form, topic, 403)


def _form(request, form_class: type[TopicForm], topic: Topic | None = None) -> TopicForm:
    """The form as posted, as it was typed before the login, or as the topic stands."""
    more = {"by": request.user, "instance": topic}
    if request.method == "POST":
        lenient = "save_draft" in request.POST and (topic is None or topic.is_draft)
        return form_class(request.POST, request.FILES, draft=lenient, **more)
    if kept := pop_kept(request):
        messages.info(
            request, "ログインの前に入力した内容を戻しました。添付ファイルは、もう一度選んでください。"
        )
        return form_class(kept, draft="save_draft" in kept, **more)
    return form_class(**more)


def _status(request) -> int:
    return 400 if request.method == "POST" else 200


def _after_saving(request, topic: Topic) -> str:
    """Where the pressed button leads: on with the draft, to its preview, or back to a mended topic."""
    if not topic.is_draft:
        return topic.get_absolute_url()
    name = "board:topic-edit" if "save_draft" in request.POST else "board:topic-preview"
    return reverse(name, args=[topic.pk])


def _saved(request, url: str):
    if "save_draft" in request.POST:
        messages.success(request, "下書きを保存しました。同じ団体の担当者は「下書き」から続きを書けます。")
    return redirect(url)


@require_POST
@members_only
def topic_publish(request, pk):
    topic = visible_topic(request, pk)
    if topic.is_draft and not rules.can_publish_topic(request.user, topic):
        raise PermissionDenied
    if topic.is_draft and problems_of(topic):
        return redirect("board:topic-preview", pk=pk)
    try:
        topic = actions.publish_topic(topic=topic, by=request.user)
    except TooMany as refusal:
        return preview(request, topic, ScheduleForm(None, draft=topic), str(refusal), status=429)
    if topic.is_draft:  # kept back until the secretariat has seen it; the preview says so
        return redirect("board:topic-preview", pk=pk)
    messages.success(request, f"投稿しました。番号は「{topic.number_name}」です。")
    return redirect(topic)


@require_http_methods(["GET", "POST"])
@members_only
def topic_discard(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_discard_topic(request.user, topic):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "board/topic_discard.html", {"topic": topic})
    actions.discard_topic(topic=topic, by=request.user)
    messages.success(request, "下書きを削除しました。")
    return redirect("board:draft-list")
