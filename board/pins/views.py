"""The secretariat pins a topic to the top of the board (固定)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from board.pins import actions, rules
from board.pins.forms import PinForm
from board.topics.models import Topic
from board.topics.views import permitted_topic, posted_or_resumed, refused, visible_topic
from common.forms import carried_out
from common.japanese_calendar import wareki
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_pin(request, pk):
    topic = visible_topic(request, pk)
    if request.user.is_secretariat and topic.is_pinned:  # the second press
        messages.info(request, "この投稿は、先に固定されています。")
        return redirect(topic)
    if not rules.can_pin_topic(request.user, topic):
        raise refused(request.user, topic)
    form = PinForm(posted_or_resumed(request))
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if carried_out(form, actions.pin_topic, topic=topic, by=request.user, until=until):
            messages.success(request, f"掲示板の先頭に固定しました。{wareki(until)}まで表示します。")
            return redirect(topic)
    pinned = Topic.objects.pinned().for_rows()
    return form_page(request, "board/pins/topic_pin.html", form, topic=topic, pinned=pinned)


@require_POST
@members_only
def topic_unpin(request, pk):
    topic = permitted_topic(request, pk, lambda user, topic: user.is_secretariat)
    actions.unpin_topic(topic=topic, by=request.user)
    messages.success(request, "固定をやめました。")
    return redirect(topic)
