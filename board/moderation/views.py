"""What the secretariat does with a topic beyond hiding it: lock, move, merge; and its page of order."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, order, rules
from board.forms.order import LockForm, MergeForm, MoveForm
from board.views.topic import visible_topic
from members.decorators import keeps_form, members_only, secretariat_only
from members.kept import pop_kept
from members.refusals import Refused


def _bound(request):
    """What was posted, or what was posted before the login; None for an empty form."""
    return request.POST if request.method == "POST" else pop_kept(request)


def _form_page(request, template: str, form, topic, **more):
    status = 400 if request.method == "POST" else 200
    return render(request, f"board/{template}.html", {"form": form, "topic": topic, **more}, status=status)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_lock(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_lock_topic(request.user, topic):
        raise PermissionDenied
    form = LockForm(_bound(request))
    if request.method == "POST" and form.is_valid():
        actions.lock_topic(topic=topic, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "書込みを止めました。投稿した団体にメールで知らせます。")
        return redirect(topic)
    return _form_page(request, "topic_lock", form, topic)


@require_POST
@members_only
def topic_unlock(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_unlock_topic(request.user, topic):
        raise PermissionDenied
    actions.unlock_topic(topic=topic, by=request.user)
    messages.success(request, "書込みを再開しました。投稿した団体にメールで知らせます。")
    return redirect(topic)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_move(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_move_topic(request.user, topic):
        raise PermissionDenied
    form = MoveForm(_bound(request), topic=topic, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            topic = actions.move_topic(topic=topic, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"種類を「{topic.get_kind_display()}」に変えました。")
            return redirect(topic)
    return _form_page(request, "topic_move", form, topic)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def topic_merge(request, pk):
    """First the number, then the page that names both topics, then the deed."""
    topic = visible_topic(request, pk)
    if not rules.can_merge_topic(request.user, topic):
        raise PermissionDenied
    form = MergeForm(_bound(request), topic=topic, by=request.user)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, "topic_merge", form, topic)
    into, reason = form.cleaned_data["number"], form.cleaned_data["reason"]
    if "confirm" not in request.POST:
        return render(request, "board/topic_merge.html", {"form": form, "topic": topic, "into": into})
    try:
        actions.merge_topic(topic=topic, by=request.user, into=into, reason=reason)
    except Refused as refusal:
        form.add_error("number", str(refusal))
        return _form_page(request, "topic_merge", form, topic)
    messages.success(request, f"第{into.pk}号に統合しました。投稿した団体と返信した人にメールで知らせます。")
    return redirect(topic)


@require_POST
@members_only
def topic_unmerge(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_unmerge_topic(request.user, topic):
        raise PermissionDenied
    actions.unmerge_topic(topic=topic, by=request.user)
    messages.success(request, "統合を取り消しました。投稿は掲示板の一覧に戻りました。")
    return redirect(topic)


@secretariat_only
@require_safe
def order_list(request):
    return render(request, "board/order_list.html", order.page_of(request))
