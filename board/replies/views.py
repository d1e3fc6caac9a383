from django.shortcuts import get_object_or_404

from board.replies.models import Reply


def visible_reply(request, pk: int) -> Reply:
    """The reply with its topic, or 404 for those who may not see it."""
    replies = Reply.objects.visible_to(request.user).select_related("topic", "organization", "section")
    return get_object_or_404(replies, pk=pk)
