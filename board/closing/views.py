from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board.closing import actions, rules
from board.closing.forms import ReopenForm
from board.topics.models import Topic
from board.topics.rules import owns_topic
from board.topics.views import posted_or_resumed, refused, visible_topic
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_reopen(request, pk):
    topic = visible_topic(request, pk)
    if topic.state == Topic.State.OPEN and owns_topic(request.user, topic):
        messages.info(request, "受付は、先に再開されています。")  # by a colleague, or the first of two clicks
        return redirect(topic)
    if not rules.can_reopen_topic(request.user, topic):
        raise refused(request.user, topic)
    form = ReopenForm(posted_or_resumed(request), topic=topic)
    if request.method == "POST" and form.is_valid():
        actions.reopen_topic(topic=topic, by=request.user, deadline=form.cleaned_data.get("deadline"))
        messages.success(request, "受付を再開しました。返信した団体には、メールでお知らせします。")
        return redirect(topic)
    return form_page(request, "board/closing/topic_reopen.html", form, topic=topic)


@require_http_methods(["GET", "POST"])
@members_only
def topic_close(request, pk):
    topic = visible_topic(request, pk)
    if topic.state == topic.State.CLOSED:
        messages.info(request, "受付は、先に終了しています。")
        return redirect(topic)
    if not rules.can_close_topic(request.user, topic):
        raise refused(request.user, topic)
    if request.method == "GET":
        return render(request, "board/closing/topic_close.html", {"topic": topic})
    actions.close_topic(topic=topic, by=request.user)
    messages.success(request, "投稿の受付を終了しました。")
    return redirect(topic)
