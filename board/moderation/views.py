"""The secretariat hides, locks and moves topics and replies, and undoes it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from board.moderation import actions, rules
from board.moderation.forms import HideForm, LockForm, MoveForm
from board.replies.models import Reply
from board.replies.views import post_views
from board.topics.models import Topic
from board.topics.views import permitted_topic, posted_or_resumed, refused
from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


def _hide(request, post: Topic | Reply, word: str):
    if not rules.can_hide_post(request.user, post):
        raise refused(request.user, getattr(post, "topic", post))
    form = HideForm(posted_or_resumed(request))
    if request.method == "POST" and form.is_valid():
        actions.hide_post(post=post, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{word}を非表示にしました。{word}した団体には理由が表示されます。")
        return redirect(post)
    return form_page(
        request, "board/moderation/hide.html", form, topic=getattr(post, "topic", post), what=post
    )


def _unhide(request, post: Topic | Reply, word: str):
    if not rules.can_unhide_post(request.user, post):
        raise refused(request.user, getattr(post, "topic", post))
    actions.unhide_post(post=post, by=request.user)
    messages.success(request, f"{word}を再び表示しました。")
    return redirect(post)


topic_hide, reply_hide = post_views(_hide)
topic_unhide, reply_unhide = post_views(_unhide, is_button=True)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_lock(request, pk):
    topic = permitted_topic(request, pk, rules.can_lock_topic)
    form = LockForm(posted_or_resumed(request))
    if request.method == "POST" and form.is_valid():
        actions.lock_topic(topic=topic, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "書込みを止めました。投稿した団体にメールで知らせます。")
        return redirect(topic)
    return form_page(request, "board/moderation/topic_lock.html", form, topic=topic)


@require_POST
@members_only
def topic_unlock(request, pk):
    topic = permitted_topic(request, pk, rules.can_unlock_topic)
    actions.unlock_topic(topic=topic, by=request.user)
    messages.success(request, "書込みを再開しました。投稿した団体にメールで知らせます。")
    return redirect(topic)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_move(request, pk):
    topic = permitted_topic(request, pk, rules.can_move_topic)
    form = MoveForm(posted_or_resumed(request), topic=topic, by=request.user)
    if request.method == "POST" and form.is_valid():
        facts = {"topic": topic, "by": request.user, **form.cleaned_data}
        if carried_out(form, actions.move_topic, **facts):
            kind = Topic.Kind(form.cleaned_data["kind"]).label
            messages.success(request, f"種類を「{kind}」に変えました。")
            return redirect(topic)
    return form_page(request, "board/moderation/topic_move.html", form, topic=topic)
