"""The replies of a topic as its page and its print show them."""

from board.replies import quotes
from board.replies.models import REPLIES_PER_PAGE, Reply
from board.replies.rules import can_edit_reply, can_read_reply
from board.topics.models import Topic
from common.attachments.queries import files_of_many
from common.compiled_queries.compiled import compiled
from common.pagination import Page, page_number
from common.text import render_body


def replies_page(user, topic: Topic, asked: str) -> Page:
    """One page of replies, found by their numbers: the last page costs what the first does."""
    pages = max(1, -(-topic.reply_count // REPLIES_PER_PAGE))
    number = min(page_number(asked, REPLIES_PER_PAGE), pages)
    first = (number - 1) * REPLIES_PER_PAGE
    rows = replies_to_show(user, topic, first=first + 1, count=REPLIES_PER_PAGE)
    return Page(rows, topic.reply_count, False, number, pages, REPLIES_PER_PAGE)


def replies_to_show(user, topic: Topic, *, first: int, count: int) -> list[Reply]:
    """The replies from this number on, with their `files` and what this person may do with each."""
    replies = _replies(topic=topic.pk, first=first, end=first + count)
    files = files_of_many(reply for reply in replies if reply.file_count)
    for reply in replies:
        reply.topic = topic
        reply.files = files.get(reply.pk, [])
        reply.readable = can_read_reply(user, reply)
        reply.may_edit = can_edit_reply(user, reply)
        reply.describable = bool(reply.files) and reply.may_edit
        _show_quote(user, reply)
    return replies


@compiled
def _replies(*, topic, first, end):
    found = Reply.objects.filter(topic=topic, number__gte=first, number__lt=end)
    return found.for_page().order_by("number")


@compiled
def _newer_replies(*, topic, number):
    return Reply.objects.filter(topic=topic, activity_no__gt=number).order_by("number")[:1]


def first_newer_reply(topic: Topic, number: int) -> Reply | None:
    """The first reply with a higher activity number, on whichever page."""
    reply = _newer_replies.first(topic=topic.pk, number=number)
    if reply:
        reply.topic = topic
    return reply


def _show_quote(user, reply: Reply) -> None:
    """Which reply it quotes; a quote of one that is hidden now is covered."""
    if reply.quoted_number:
        reply.quoted_url = Reply(topic=reply.topic, number=reply.quoted_number).get_absolute_url()
    covered = quotes.covered_quotes(reply, user)
    reply.quote_covered = covered == "all"
    if covered:
        reply.body_html = render_body(quotes.without_covered(reply.body, covered))
