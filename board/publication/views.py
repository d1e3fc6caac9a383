"""The preview of a draft, its publication now or at a set time, and cancelling that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.approvals.actions import ask_approval, return_topic, take_back_topic
from board.approvals.panels import approval_context
from board.approvals.queries import author_when_published
from board.approvals.rules import can_ask_approval, must_be_approved
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
from board.topics.rules import works_for
from board.topics.views import permitted_topic, visible_topic
from common.attachments.queries import files_of
from common.japanese_calendar import wareki_time
from common.pages import outcome_shown
from common.refusals import ActionRefused
from correspondence.drafts.forms import VersionForm
from correspondence.sending.forms import ApprovalForm, ReturnForm
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
    require_permission(rules.can_preview_topic(request.user, topic))
    return preview(request, topic, ScheduleForm(pop_stored_form(request), draft=topic))


def preview(request, topic: Topic, form: ScheduleForm | None = None, status: int = 200, **returned):
    """The page that shows a draft; `returned` are forms of its approval with their errors."""
    problem = rules.publication_problem(topic)
    context = {
        "topic": topic,
        "item": topic,
        "details": details_of(topic),
        "files": files_of(topic),
        "steps": POSTING_STEPS,
        "incomplete": problem,
        "link_card": link_card_of(topic),
        "scheduled_author": topic.is_scheduled and author_when_published(topic, topic.scheduled_by),
        "schedule": form or ScheduleForm(draft=topic),
        "may_publish": not problem and rules.can_publish_topic(request.user, topic),
        "may_schedule": not problem and rules.can_schedule_topic(request.user, topic),
        **approval_context(request, topic, problem=problem, **returned),
    }
    return render(request, "board/publication/topic_preview.html", context, status=status)


@resumes_after_login
@require_POST
@members_only
@rate_limited(POSTED_TOPICS)
def topic_schedule(request, pk):
    topic = _topic_to_preview(request, pk)
    require_permission(rules.can_schedule_topic(request.user, topic))
    if is_incomplete(topic):
        return redirect("board:topic-preview", pk=pk)
    form = ScheduleForm(request.POST, draft=topic)
    try:
        if form.is_valid():
            at, version = form.cleaned_data["at"], form.cleaned_data["version"]
            topic = actions.schedule_topic(topic=topic, by=request.user, at=at, version=version)
            messages.success(request, f"{wareki_time(topic.publish_at)}に投稿します。")
            return redirect("board:topic-preview", pk=pk)
    except ActionRefused as refused:  # the moment passed, or the draft was saved meanwhile
        form.add_error("day", str(refused))
    return preview(request, topic, form, status=400)


@require_POST
@members_only
def topic_unschedule(request, pk):
    topic = permitted_topic(request, pk, rules.can_unschedule_topic)
    actions.unschedule_topic(topic=topic, by=request.user)
    messages.success(request, "投稿の予約を取り消しました。下書きは残っています。")
    return redirect("board:topic-preview", pk=pk)


@require_POST
@members_only
@rate_limited(POSTED_TOPICS)
def topic_publish(request, pk):
    topic = visible_topic(request, pk)
    if topic.is_draft:
        if must_be_approved(request.user) and rules.can_preview_topic(request.user, topic):
            raise PermissionDenied("この投稿を公開するには、代表担当者の承認が必要です。")
        require_permission(rules.can_publish_topic(request.user, topic))
        if is_incomplete(topic):
            return redirect("board:topic-preview", pk=pk)
    topic = actions.publish_topic(topic=topic, by=request.user)
    messages.success(request, f"投稿しました。番号は「{topic.number_name}」です。")
    return redirect(topic)


# --- approval inside the organisation ---------------------------------------------------------------------


def _own_topic(request, pk: int) -> Topic:
    """A topic of the user's organisation, with what the preview shows beside it."""
    topic = _topic_to_preview(request, pk)
    require_permission(works_for(request.user, topic.organization_id))
    return topic


@resumes_after_login
@require_POST
@members_only
def topic_propose(request, pk):
    """Put the draft before the representatives (承認を求める)."""
    topic = _own_topic(request, pk)
    if not topic.is_draft or topic.awaits_approval:
        return redirect(topic)
    require_permission(can_ask_approval(request.user, topic))
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return preview(request, topic, status=400, approval_form=form)
    if is_incomplete(topic):
        return redirect("board:topic-preview", pk=pk)
    with outcome_shown(request, "承認を求めました。団体の代表担当者にメールで知らせます。"):
        ask_approval(topic=topic, by=request.user, **form.cleaned_data)
    return redirect("board:topic-preview", pk=pk)


@require_POST
@members_only
@rate_limited(POSTED_TOPICS)
def topic_approve(request, pk):
    topic = _own_topic(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied("承認できるのは、団体の代表担当者です。")
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    with outcome_shown(request, f"承認して投稿しました。番号は「{topic.number_name}」です。"):
        topic = actions.approve_topic(topic=topic, by=request.user, version=version)
    return redirect("board:topic-preview", pk=pk)


@resumes_after_login
@require_POST
@members_only
def topic_return(request, pk):
    topic = _own_topic(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied("差し戻せるのは、団体の代表担当者です。")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return preview(request, topic, status=400, return_form=form) if topic.is_draft else redirect(topic)
    with outcome_shown(request, "差し戻しました。承認を求めた担当者にメールで知らせます。"):
        return_topic(topic=topic, by=request.user, reason=form.cleaned_data["reason"])
    return redirect("board:topic-preview", pk=pk)


@require_POST
@members_only
def topic_take_back(request, pk):
    topic = _own_topic(request, pk)
    with outcome_shown(request, "下書きに戻しました。続きを書けます。"):
        take_back_topic(topic=topic, by=request.user)
        return redirect("board:topic-edit", pk=pk)
    return redirect("board:topic-preview", pk=pk)
