"""The page of a topic and its replies."""

from functools import cache, partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from board.audience_changes.rules import can_change_audience
from board.closing.rules import can_close_topic, can_reopen_topic
from board.exports.labels import readers_label
from board.publication.rules import TOO_MANY
from board.replies.models import Reply
from board.replies.rules import can_post_reply
from board.reply_posting.actions import QuoteHidden, TooManyReplies, post_reply_once
from board.reply_posting.forms import QUOTE_NOT_READABLE, ReplyForm
from board.reply_posting.quoting import initial_from_quote
from board.stages.rules import can_step_topic
from board.topic_page.composition import PANELS, PRINTED_PANELS, panel_context, topic_with_panels
from board.topic_page.forms import REPLIES_PER_PRINT, PrintForm
from board.topic_page.panels import key_points_of, menu_of, standing_of
from board.topic_page.queries import first_newer_reply, replies_page, replies_to_show
from board.topics.actions import TopicNotOpen
from board.topics.details import IN_TEXT, details_of
from board.topics.models import Topic
from board.topics.rules import blocked_reason, can_edit_topic, can_post_topic
from board.unread.actions import mark_read
from board.unread.queries import read_up_to
from common.attachments.queries import files_of
from common.pages import is_seen
from common.pagination import Page
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from members.access.viewers import viewer_of


def _topic_with_panels(request, pk: int, panels=PANELS) -> Topic:
    topic = topic_with_panels.first(viewer_of(request.user), panels, pk=pk)
    if topic is None:
        raise Http404
    return topic


@require_safe
@members_only
def topic_detail(request, pk):
    try:
        topic = _topic_with_panels(request, pk)
    except Http404:
        if gone := Topic.objects.retracted_from(request.user).filter(pk=pk).first():
            return render(request, "board/retractions/topic_retracted.html", {"topic": gone}, status=410)
        raise
    if topic.is_draft:
        return redirect("board:topic-preview", pk=pk)
    kept = pop_stored_form(request, reverse("board:reply-post", args=[pk]))
    initial = initial_from_quote(topic, request.GET.get("quote", ""))
    return topic_page(request, topic, ReplyForm(kept, by=request.user, topic=topic, initial=initial))


def topic_page(request, topic: Topic, form: ReplyForm, status: int = 200):
    """The page of a topic; what it shows counts as read from now on."""
    page = replies_page(request.user, topic, request.GET.get("page", ""))
    read_no = read_up_to(request.user, topic)
    for reply in page.rows:
        reply.is_new = reply.activity_no > read_no
    topic.read_no = read_no  # what the user has read of it before this visit
    first_new = _mark_read(request, topic, page) if topic.latest_no > read_no else None
    details = details_of(topic)
    context = {
        "topic": topic,
        "contents": [row for row in details if row[0] in IN_TEXT],
        "details": [row for row in details if row[0] not in IN_TEXT],
        "files": files_of(topic) if topic.file_count else [],
        "page": page,
        "read_no": read_no,
        "first_new": first_new,
        "new_count": topic.reply_count - first_new.number + 1 if first_new else 0,
        "form": form,
        "may": permissions_of(request.user, topic),
        **panel_context(request, topic, page.rows),
        "standing": standing_of(topic),  # after this visit counts as read
        "points": key_points_of(topic, details),
    }
    context["menu"] = menu_of(topic, context)
    return render(request, "board/topic_page/topic_detail.html", context, status=status)


def _mark_read(request, topic: Topic, page: Page) -> Reply | None:
    """What the page shows is read from now on; the first new reply, on whichever page."""
    has_newer = topic.reply_count and topic.activity_no > topic.read_no
    first_new = first_newer_reply(topic, topic.read_no) if has_newer else None
    # a change may bring no new reply: then any page of the topic shows all that is new
    shown_to = page.rows[-1].activity_no if page.has_next and first_new else topic.latest_no
    if shown_to > topic.read_no and is_seen(request):
        mark_read(request.user, topic.pk, shown_to)
    return first_new


def permissions_of(user, topic: Topic) -> dict[str, bool]:
    """What the user may do with the topic, by the same rules that the views ask."""
    return {
        "edit": can_edit_topic(user, topic),
        "close": can_close_topic(user, topic),
        "reply": can_post_reply(user, topic),
        "moderate": user.is_secretariat,
        "step": can_step_topic(user, topic),
        "reopen": can_reopen_topic(user, topic),
        "audience": can_change_audience(user, topic),
    }


@resumes_after_login
@require_POST
@members_only
def reply_post(request, pk):
    """The action fetches the topic, once and locked; the page is fetched where it refuses."""
    fetch_topic = cache(partial(_topic_on_board, request, pk))
    if not can_post_topic(request.user):
        fetch_topic()
        raise PermissionDenied
    form = ReplyForm(request.POST, request.FILES, by=request.user, topic=SimpleLazyObject(fetch_topic))
    if not form.is_valid():
        return topic_page(request, fetch_topic(), form, status=400)
    values = {name: form.cleaned_data[name] for name in ("body", "capacity", "quoted")}
    values |= {"files": form.stored_files, "token": form.cleaned_data["idempotency_key"]}
    try:
        url = post_reply_once(topic=Topic(pk=pk), by=request.user, **values)
    except (Topic.DoesNotExist, PermissionDenied):
        _topic_on_board(request, pk)
        raise
    except (TopicNotOpen, QuoteHidden, TooManyReplies) as refusal:
        fetch_topic.cache_clear()
        return _refused(request, fetch_topic(), form, refusal)
    messages.success(request, "返信を投稿しました。")
    return redirect(url)


def _topic_on_board(request, pk: int) -> Topic:
    topic = _topic_with_panels(request, pk)
    if topic.is_draft:
        raise Http404
    return topic


def _refused(request, topic: Topic, form: ReplyForm, refusal: Exception):
    """The page with what was typed, and why it could not be posted after all."""
    status = 400
    if isinstance(refusal, TooManyReplies):
        form.refuse(TOO_MANY)
        status = 429
    elif isinstance(refusal, TopicNotOpen):
        form.refuse(f"{blocked_reason(topic)}入力した内容は下に残っています。")
        status = 403
    else:
        form.clear_quote()
        form.refuse(QUOTE_NOT_READABLE)
    return topic_page(request, topic, form, status=status)


@require_safe
@members_only
def topic_print(request, pk):
    """A4: a topic with its replies, for files and decisions (起案)."""
    topic = _topic_with_panels(request, pk, PRINTED_PANELS)
    form = PrintForm(request.GET, replies=topic.reply_count)
    replies = []
    if (asked := form.is_valid()) and not form.cleaned_data["without_replies"]:
        replies = replies_to_show(request.user, topic, first=form.first, count=REPLIES_PER_PRINT)
    details = printed_details(topic)
    context = {
        "topic": topic,
        "form": form,
        "details": details,
        "points": key_points_of(topic, details),
        "files": files_of(topic) if topic.file_count else [],
        "replies": replies,
        "most": REPLIES_PER_PRINT,
        **panel_context(request, topic, replies, PRINTED_PANELS),
    }
    return render(request, "board/topic_page/topic_print.html", context, status=200 if asked else 400)


def printed_details(topic: Topic) -> list[tuple[str, str]]:
    """The details of its page, before them what the head of the page shows there."""
    details = details_of(topic)
    head = [("種類・状態", f"{topic.get_kind_display()}　{topic.state_label}")]
    if "公開範囲" not in dict(details):
        head.append(("公開範囲", readers_label(topic)))
    return [*head, *details]
