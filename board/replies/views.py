from collections.abc import Callable

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from board.replies.models import Reply
from board.topics.views import visible_topic
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


def visible_reply(request, pk: int) -> Reply:
    """The reply with its topic, or 404 for those who may not see it."""
    replies = Reply.objects.visible_to(request.user).select_related("topic", "organization", "section")
    return get_object_or_404(replies, pk=pk)


def post_views(page: Callable, *, is_button: bool = False) -> tuple[Callable, Callable]:
    """`page(request, post, word)` of a topic (投稿) and of a reply (返信): a form, or a button alone."""

    def view_of(find: Callable, word: str) -> Callable:
        @require_http_methods(["POST"] if is_button else ["GET", "POST"])
        @members_only
        def view(request, pk):
            return page(request, find(request, pk), word)

        return view if is_button else resumes_after_login(view)

    return view_of(visible_topic, "投稿"), view_of(visible_reply, "返信")
