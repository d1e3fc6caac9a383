"""The secretariat hides, locks and moves topics and replies, and undoes it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board.moderation import actions, rules
from board.moderation.forms import HideForm, LockForm, MoveForm
from board.replies.models import Reply
from board.topics.views import visible_topic
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login


@resumes_after_login
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
    return render(request, "board/moderation/hide.html", context, status=400 if form.is_bound else 200)


@require_POST
@members_only
def topic_unhide(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_unhide_topic(request.user, topic):
        raise PermissionDenied
    actions.unhide_topic(topic=topic, by=request.user)
    messages.success(request, "投稿を再び表示しました。")
    return redirect(topic)


def _visible_reply(request, pk: int) -> Reply:
    return get_object_or_404(Reply.objects.visible_to(request.user).select_related("topic"), pk=pk)


@resumes_after_login
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
    return render(request, "board/moderation/hide.html", context, status=400 if form.is_bound else 200)


@require_POST
@members_only
def reply_unhide(request, pk):
    reply = _visible_reply(request, pk)
    if not rules.can_unhide_reply(request.user, reply):
        raise PermissionDenied
    actions.unhide_reply(reply=reply, by=request.user)
    messages.success(request, "返信を再び表示しました。")
    return redirect(reply)


def bound_data(request):
    """What was posted, or what was posted before the login; None for an empty form."""
    return request.POST if request.method == "POST" else pop_stored_form(request)


def form_page(request, template: str, form, topic, **more):
    status = 400 if request.method == "POST" else 200
    return render(request, f"board/{template}.html", {"form": form, "topic": topic, **more}, status=status)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_lock(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_lock_topic(request.user, topic):
        raise PermissionDenied
    form = LockForm(bound_data(request))
    if request.method == "POST" and form.is_valid():
        actions.lock_topic(topic=topic, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "書込みを止めました。投稿した団体にメールで知らせます。")
        return redirect(topic)
    return form_page(request, "moderation/topic_lock", form, topic)


@require_POST
@members_only
def topic_unlock(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_unlock_topic(request.user, topic):
        raise PermissionDenied
    actions.unlock_topic(topic=topic, by=request.user)
    messages.success(request, "書込みを再開しました。投稿した団体にメールで知らせます。")
    return redirect(topic)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_move(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_move_topic(request.user, topic):
        raise PermissionDenied
    form = MoveForm(bound_data(request), topic=topic, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            topic = actions.move_topic(topic=topic, by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"種類を「{topic.get_kind_display()}」に変えました。")
            return redirect(topic)
    return form_page(request, "moderation/topic_move", form, topic)
