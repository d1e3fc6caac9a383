"""What the search index knows of a reply: a text of its own under its topic, whose readers find it."""

from django.db.models import Q, QuerySet

from board.replies import quotes
from board.replies.models import Reply
from board.topics.models import Topic
from common.attachments.search import search_parts_of
from common.japanese_calendar import as_date
from common.search import registry
from common.search.actions import refresh_index_many


def describe_reply(reply: Reply) -> registry.TextUnder | None:
    """Its words without covered quotes; a hidden reply and its files are found by nobody."""
    if reply.is_hidden:
        return None
    return registry.TextUnder(
        place=f"返信{reply.number}",
        body=quotes.readable_text(reply),
        files=search_parts_of(reply) if reply.file_count else [],
        url=reply.get_absolute_url(),
        date=as_date(reply.created_at),
    )


def described_replies() -> QuerySet:
    """Replies with what `describe_reply` reads."""
    rows = Reply.objects.select_related("topic").with_quoted()
    return rows.only("number", "body", "hidden_at", "file_count", "created_at", "topic__id")


def register_search() -> None:
    registry.register_searchable(Reply, describe_reply, under="topic", rows=described_replies)


def refresh_index_of_post(post: Topic | Reply, *, narrowed: bool = False) -> None:
    """After a topic or reply was hidden or shown again: a reply's words also stand where it is quoted."""
    posts = [post]
    if isinstance(post, Reply):
        posts += Reply.objects.filter(Q(quoted=post) | Q(quoted__quoted=post)).only("pk").order_by("pk")
    refresh_index_many(posts, narrowed=narrowed)
