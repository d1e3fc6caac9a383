"""The page of a topic and its replies."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from board import reading, rules
from board.forms.reply import ReplyForm
from board.models import Topic
from board.models.reply import REPLIES_PER_PAGE
from board.views import parts
from board.views.facts import facts_of
from board.views.parts import answers
from board.views.quote import quoting
from members.decorators import members_only
from members.kept import pop_kept
from office import cabinet
from office.paging import Page, page_number


def visible_topic(request, pk: int) -> Topic:
    """The topic with what its pages show, or 404 where he may not see it."""
    topics = Topic.objects.visible_to(request.user).annotate(**parts.facts_for(request.user))
    return get_object_or_404(topics.select_related("organization", "section", "saved_by"), pk=pk)


@require_safe
@members_only
def topic_detail(request, pk):
    topic = visible_topic(request, pk)
    if topic.is_draft:
        return redirect("board:topic-preview", pk=pk)
    kept = pop_kept(request, reverse("board:reply-post", args=[pk]))
    initial = quoting(topic, request.GET.get("quote", ""))
    return topic_page(request, topic, ReplyForm(kept, by=request.user, topic=topic, initial=initial))


def topic_page(request, topic: Topic, form: ReplyForm, status: int = 200):
    """The page of a topic; what stands on it counts as read from now on."""
    page = replies_page(request, topic)
    read_no = reading.read_up_to(request.user, topic)
    for reply in page.rows:
        reply.is_new = reply.activity_no > read_no
    topic.read_no = read_no  # what he has read of it before this visit
    first_new = None
    if topic.latest_no > read_no:
        newer = topic.replies.filter(activity_no__gt=read_no).order_by("number")
        has_newer = topic.reply_count and topic.activity_no > read_no
        first_new = newer.select_related("topic").first() if has_newer else None
        # a change may bring no new reply: then any page of the topic shows all that is new
        shown_to = page.rows[-1].activity_no if page.has_next and first_new else topic.latest_no
        if shown_to > read_no:
            reading.mark_read(request.user, topic.pk, shown_to)
    context = {
        "topic": topic,
        "facts": facts_of(topic),
        "files": cabinet.files_of(topic) if topic.file_count else [],
        "page": page,
        "read_no": read_no,
        "first_new": first_new,
        "new_count": topic.reply_count - first_new.number + 1 if first_new else 0,
        "form": form,
        "may": allowed(request.user, topic),
        **parts.context_of(request, topic, page.rows),
    }
    return render(request, "board/topic_detail.html", context, status=status)


def allowed(user, topic: Topic) -> dict[str, bool]:
    """What he may do with the topic, by the same rules that the views ask."""
    return {
        "edit": rules.can_edit_topic(user, topic),
        "close": rules.can_close_topic(user, topic),
        "hide": rules.can_hide_topic(user, topic),
        "show": rules.can_show_topic(user, topic),
        "reply": rules.can_post_reply(user, topic),
        "order": user.is_secretariat,
        "step": rules.can_step_topic(user, topic),
        "reopen": rules.can_reopen_topic(user, topic),
        "audience": rules.can_change_audience(user, topic),
    }


def replies_page(request, topic: Topic) -> Page:
    """One page of replies, found by their numbers: the last page costs what the first does."""
    pages = max(1, -(-topic.reply_count // REPLIES_PER_PAGE))
    number = min(page_number(request.GET.get("page", ""), REPLIES_PER_PAGE), pages)
    first = (number - 1) * REPLIES_PER_PAGE
    found = topic.replies.filter(number__gt=first, number__lte=first + REPLIES_PER_PAGE)
    rows = with_files(request.user, found.for_page().order_by("number"))
    return Page(rows, topic.reply_count, False, number, pages, REPLIES_PER_PAGE)


def with_files(user, replies) -> list:
    """The replies with their `files` and whether this person may read each (`readable`)."""
    rows = list(replies)
    files = cabinet.files_of_many(reply for reply in rows if reply.file_count)
    for reply in rows:
        reply.files = files.get(reply.pk, [])
        reply.readable = rules.can_read_reply(user, reply)
        answers.cover_quotes(user, reply)
        reply.describable = bool(reply.files) and rules.can_describe_reply_files(user, reply)
    return rows
