"""Posting replies."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from board import actions, rules
from board.forms.reply import NO_QUOTE, ReplyForm
from board.views.topic import topic_page, visible_topic
from members.decorators import keeps_form, members_only
from office.once import once


@keeps_form
@require_POST
@members_only
def reply_post(request, pk):
    topic = visible_topic(request, pk)
    if topic.is_draft:
        raise Http404
    if not rules.can_post_topic(request.user):
        raise PermissionDenied
    form = ReplyForm(request.POST, request.FILES, by=request.user, topic=topic)
    if not form.is_valid():
        return topic_page(request, topic, form, status=400)

    def make():
        values = {name: form.cleaned_data[name] for name in ("body", "standing", "quoted")}
        values["files"] = form.stored_files
        return actions.post_reply(topic=topic, by=request.user, **values).get_absolute_url()

    try:
        url, _ = once(form.cleaned_data["once"], make)
    except actions.TopicClosed:
        topic.refresh_from_db()
        form.refuse("この投稿は受付を終えたため、返信できません。入力した内容は下に残っています。")
        return topic_page(request, topic, form, status=403)
    except actions.QuoteHidden:
        form.forget_quote()
        form.refuse(NO_QUOTE)
        return topic_page(request, topic, form, status=400)
    messages.success(request, "返信を投稿しました。")
    return redirect(url)
