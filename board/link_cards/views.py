"""The card of a topic's link, edited by its author (リンクの見出し)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from board.link_cards import actions
from board.link_cards.forms import LinkCardForm
from board.link_cards.models import LinkCard
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data


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
    form = LinkCardForm(typed_data(request), request.FILES or None, by=request.user, card=card)
    if request.method == "POST" and form.is_valid():
        facts = {"topic": topic, "by": request.user, **form.values}
        if carried_out(form, actions.edit_link_card, **facts):
            messages.success(request, "リンクの見出しを保存しました。")
            return redirect("board:topic-detail", pk=pk)  # a draft's page leads on to its preview
    return form_page(request, "board/link_cards/link_edit.html", form, topic=topic)
