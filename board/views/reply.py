"""Posting replies."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from board import actions, rules, watched_words
from board.forms.reply import NO_QUOTE, ReplyForm
from board.models import Topic
from board.newcomers import TooMany
from board.stopping import why_closed
from board.views.topic import topic_page, visible_topic
from members.decorators import keeps_form, members_only
from office.once import once

HELD = (
    "返信を受け付けました。保留の語が含まれているため、事務局が確認してから公開します。"
    "結果はメールでお知らせします。"
)


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

    try:
        return redirect(_post(request, topic, form))
    except actions.TopicClosed:
        topic.refresh_from_db()
        form.refuse(f"{why_closed(topic)}入力した内容は下に残っています。")
        return topic_page(request, topic, form, status=403)
    except TooMany as refusal:
        form.refuse(str(refusal))
        return topic_page(request, topic, form, status=429)
    except actions.QuoteHidden:
        form.forget_quote()
        form.refuse(NO_QUOTE)
        return topic_page(request, topic, form, status=400)


def _post(request, topic: Topic, form: ReplyForm) -> str:
    """Post the reply, or keep it back for its words; where to go then."""
    values = {name: form.cleaned_data[name] for name in ("body", "standing", "quoted")}
    values["files"] = form.stored_files
    words = watched_words.holding_words(request.user, [values["body"]])

    def make():
        if words:
            actions.hold_reply(topic=topic, by=request.user, words=words, **values)
            return topic.get_absolute_url()
        return actions.post_reply(topic=topic, by=request.user, **values).get_absolute_url()

    url, _ = once(form.cleaned_data["once"], make)
    if words:
        messages.info(request, HELD)
    else:
        messages.success(request, "返信を投稿しました。")
    return url
