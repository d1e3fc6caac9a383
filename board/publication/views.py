"""The preview of a draft, its publication now or at a set time, and cancelling that."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.link_cards.panels import annotations as link_card_annotations
from board.link_cards.panels import link_card_of
from board.publication import actions, rules
from board.publication.forms import ScheduleForm
from board.publication.rules import POSTED_TOPICS, is_incomplete
from board.topics.actions import require_permission
from board.topics.details import details_of
from board.topics.labels import POSTING_STEPS
from board.topics.models import Topic
from board.topics.panels import annotations as topic_annotations
from board.topics.views import permitted_topic, visible_topic
from common.attachments.queries import files_of
from common.japanese_calendar import wareki_time
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.rate_limits import rate_limited
from members.access.resume_after_login import pop_stored_form, resumes_after_login


def _topic_to_preview(request, pk: int) -> Topic:
    """The topic with what the preview shows beside its text."""
    return visible_topic(
        request, pk, **topic_annotations(request.user), **link_card_annotations(request.user)
    )


@require_safe
@members_only
def topic_preview(request, pk):
    """Exactly what its readers will see, and who they are."""
    topic = _topic_to_preview(request, pk)
    if not topic.is_draft:
        return redirect(topic)
    require_permission(rules.can_publish_topic(request.user, topic))
    return preview(request, topic, ScheduleForm(pop_stored_form(request), draft=topic))


def preview(request, topic: Topic, form: ScheduleForm, status: int = 200):
    """The page that shows a draft."""
    context = {
        "topic": topic,
        "details": details_of(topic),
        "files": files_of(topic),
        "steps": POSTING_STEPS,
        "incomplete": is_incomplete(topic),
        "link_card": link_card_of(topic),
        "schedule": form,
    }
    return render(request, "board/publication/topic_preview.html", context, status=status)


@resumes_after_login
@require_POST
@members_only
@rate_limited(POSTED_TOPICS)
def topic_schedule(request, pk):
    topic = _topic_to_preview(request, pk)
    require_permission(rules.can_publish_topic(request.user, topic))
    if is_incomplete(topic):
        return redirect("board:topic-preview", pk=pk)
    form = ScheduleForm(request.POST, draft=topic)
    try:
        if form.is_valid():
            topic = actions.schedule_topic(topic=topic, by=request.user, at=form.cleaned_data["at"])
            messages.success(request, f"{wareki_time(topic.publish_at)}に投稿します。")
            return redirect("board:topic-preview", pk=pk)
    except ActionRefused as refused:  # the moment passed meanwhile
        form.add_error("day", str(refused))
    return preview(request, topic, form, status=400)


@require_POST
@members_only
def topic_unschedule(request, pk):
    topic = permitted_topic(request, pk, rules.can_publish_topic)
    actions.unschedule_topic(topic=topic, by=request.user)
    messages.success(request, "投稿の予約を取り消しました。下書きは残っています。")
    return redirect("board:topic-preview", pk=pk)


@require_POST
@members_only
@rate_limited(POSTED_TOPICS)
def topic_publish(request, pk):
    topic = visible_topic(request, pk)
    if topic.is_draft:
        require_permission(rules.can_publish_topic(request.user, topic))
        if is_incomplete(topic):
            return redirect("board:topic-preview", pk=pk)
    topic = actions.publish_topic(topic=topic, by=request.user)
    messages.success(request, f"投稿しました。番号は「{topic.number_name}」です。")
    return redirect(topic)
