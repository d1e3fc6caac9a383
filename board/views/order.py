"""Keeping order: close a topic; the secretariat hides topics and replies and shows them again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board import actions, rules
from board.forms.order import HideForm
from board.models import Reply
from board.views.topic import visible_topic
from members.decorators import keeps_form, members_only


@require_http_methods(["GET", "POST"])
@members_only
def topic_close(request, pk):
    topic = visible_topic(request, pk)
    if topic.state == topic.State.CLOSED:
        return redirect(topic)
    if not rules.can_close_topic(request.user, topic):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "board/topic_close.html", {"topic": topic})
    actions.close_topic(topic=topic, by=request.user)
    messages.success(request, "投稿の受付を終了しました。")
    return redirect(topic)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_hide(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_hide_topic(request.user, topic):
        raise PermissionDenied
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.hide_topic(topic=topic, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "投稿を非表示にしました。投稿した団体には理由が表示されます。")
        return redirect(topic)
    context = {"form": form, "topic": topic, "what": topic}
    return render(request, "board/hide.html", context, status=400 if form.is_bound else 200)


@require_POST
@members_only
def topic_show(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_show_topic(request.user, topic):
        raise PermissionDenied
    actions.show_topic(topic=topic, by=request.user)
    messages.success(request, "投稿を再び表示しました。")
    return redirect(topic)


def _visible_reply(request, pk: int) -> Reply:
    return get_object_or_404(Reply.objects.visible_to(request.user).select_related("topic"), pk=pk)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def reply_hide(request, pk):
    reply = _visible_reply(request, pk)
    if not rules.can_hide_reply(request.user, reply):
        raise PermissionDenied
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.hide_reply(reply=reply, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "返信を非表示にしました。返信した団体には理由が表示されます。")
        return redirect(reply)
    context = {"form": form, "topic": reply.topic, "what": reply}
    return render(request, "board/hide.html", context, status=400 if form.is_bound else 200)


@require_POST
@members_only
def reply_show(request, pk):
    reply = _visible_reply(request, pk)
    if not rules.can_show_reply(request.user, reply):
        raise PermissionDenied
    actions.show_reply(reply=reply, by=request.user)
    messages.success(request, "返信を再び表示しました。")
    return redirect(reply)
