"""The card of a topic's link, edited by its author (リンクの見出し)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from board.link_cards import actions
from board.link_cards.forms import LinkCardForm
from board.link_cards.models import LinkCard
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def link_edit(request, pk):
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    if not topic.link:
        raise Http404
    if not can_edit_topic(request.user, topic):
        raise PermissionDenied
    card = LinkCard.objects.filter(topic=topic, url=topic.link).select_related("picture").first()
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
    status = 400 if request.method == "POST" else 200
    return render(request, "board/link_cards/link_edit.html", {"topic": topic, "form": form}, status=status)
