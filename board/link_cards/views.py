"""The card of a topic's link, edited by its author (リンクの見出し)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board.link_cards import actions
from board.link_cards.forms import LinkCardForm
from board.link_cards.models import LinkCard
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.rate_limits import RateLimit, too_many_requests
from members.access.resume_after_login import pop_stored_form, resumes_after_login


def _topic_with_link(request, pk) -> Topic:
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    if not topic.link:
        raise Http404
    if not can_edit_topic(request.user, topic):
        raise PermissionDenied
    return topic


LINK_READINGS = RateLimit("link_readings", by_network="60/h", by_key="10/h")


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def link_edit(request, pk):
    topic = _topic_with_link(request, pk)
    card = LinkCard.objects.filter(topic=topic, url=topic.link).select_related("own_picture").first()
    typed = request.POST if request.method == "POST" else pop_stored_form(request)
    form = LinkCardForm(typed, request.FILES or None, by=request.user, card=card)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_link_card(topic=topic, by=request.user, **form.values)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "リンクの見出しを保存しました。")
            return redirect("board:topic-detail", pk=pk)  # a draft's page leads on to its preview
    card = card or LinkCard(topic=topic, url=topic.link)
    context = {"topic": topic, "card": card, "form": form, "is_saved": card.pk is not None}
    return render(
        request, "board/link_cards/link_edit.html", context, status=400 if request.method == "POST" else 200
    )


@require_POST
@members_only
def link_reload(request, pk):
    """Have the worker fetch the link again."""
    topic = _topic_with_link(request, pk)
    if not LINK_READINGS.allows(request, str(topic.pk)):
        return too_many_requests(request)
    actions.reload_link_card(topic=topic, by=request.user)
    messages.success(request, "リンク先の読み直しを受け付けました。しばらくしてから開き直してください。")
    return redirect("board:link-edit", pk=pk)
