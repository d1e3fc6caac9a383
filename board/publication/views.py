"""The preview of a draft, its publication at a set time, and taking that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from board import actions, rules
from board.forms.schedule import ScheduleForm
from board.forms.topic import problems_of
from board.models import Topic
from board.views.facts import facts_of
from board.views.parts import links
from board.views.topic import visible_topic
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.refusals import Refused
from office import cabinet
from office.templatetags.office import wareki_time

STEPS = ["入力", "確認", "投稿"]


@require_safe
@members_only
def topic_preview(request, pk):
    """Exactly what its readers will see, and who they are."""
    topic = visible_topic(request, pk)
    if not topic.is_draft:
        return redirect(topic)
    if not rules.can_publish_topic(request.user, topic):
        raise PermissionDenied
    return preview(request, topic, ScheduleForm(pop_kept(request), draft=topic))


def preview(request, topic: Topic, form: ScheduleForm, refusal: str = "", status: int = 200):
    """The page that shows a draft; `refusal` says why it could not be published just now."""
    held = topic.last_held or {}
    context = {
        "topic": topic,
        "facts": facts_of(topic),
        "files": cabinet.files_of(topic),
        "steps": STEPS,
        "incomplete": problems_of(topic),
        "refusal": refusal,
        "waits": held.get("outcome") == "" and held["version"] == topic.version,
        "link_card": links.card_of(topic),
        "schedule": form,
    }
    return render(request, "board/topic_preview.html", context, status=status)


@keeps_form
@require_POST
@members_only
def topic_schedule(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_publish_topic(request.user, topic):
        raise PermissionDenied
    if problems_of(topic):
        return redirect("board:topic-preview", pk=pk)
    form = ScheduleForm(request.POST, draft=topic)
    try:
        if form.is_valid():
            topic = actions.schedule_topic(topic=topic, by=request.user, at=form.cleaned_data["at"])
            messages.success(request, f"{wareki_time(topic.publish_at)}に投稿します。")
            return redirect("board:topic-preview", pk=pk)
    except Refused as refused:  # the moment passed meanwhile
        form.add_error("day", str(refused))
    return preview(request, topic, form, status=400)


@require_POST
@members_only
def topic_unschedule(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_publish_topic(request.user, topic):
        raise PermissionDenied
    actions.unschedule_topic(topic=topic, by=request.user)
    messages.success(request, "投稿の予約を取り消しました。下書きは残っています。")
    return redirect("board:topic-preview", pk=pk)
