"""What the views of several subjects share: fetching a topic, and what was posted."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from board.topics.models import Topic
from board.topics.queries import visible_topic_of, visible_topics
from board.topics.rules import works_for
from members.access.resume_after_login import pop_stored_form
from members.access.viewers import viewer_of


def posted_or_resumed(request):
    """What was posted, or typed before the login; None where nothing was."""
    if request.method == "POST":
        return request.POST
    if kept := pop_stored_form(request):
        messages.info(request, "ログインの前に入力した内容を戻しました。まだ保存されていません。")
    return kept


def visible_topic(request, pk: int, **annotations) -> Topic:
    """The topic with these expressions in its query, or 404 for those who may not see it."""
    if annotations:
        return get_object_or_404(visible_topics(request.user).annotate(**annotations), pk=pk)
    topic = visible_topic_of.first(viewer_of(request.user), pk=pk)
    if topic is None:
        raise Http404
    return topic


def refused(user, topic: Topic) -> PermissionDenied:
    """403; those who act on it read how it stands now: a colleague may have been quicker."""
    if not (user.is_secretariat or works_for(user, topic.organization_id)):
        return PermissionDenied()
    state = "書込み停止中" if topic.is_locked else topic.state_label
    return PermissionDenied(
        f"この投稿は、いま「{state}」のため、この操作はできません。"
        "ほかの方が先に操作したときは、もう一度操作する必要はありません。"
    )


def permitted_topic(request, pk: int, rule: Callable[..., bool], **annotations) -> Topic:
    """The same; 403 for those who see it and may not do it."""
    topic = visible_topic(request, pk, **annotations)
    if not rule(request.user, topic):
        raise refused(request.user, topic)
    return topic
