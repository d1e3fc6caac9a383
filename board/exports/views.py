"""Exports of topics: as a ZIP, as a sheet."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from board.exports import files as exports_files
from board.exports import labels, spreadsheets
from board.topic_lists.filters import TopicFilter
from board.topics.models import Topic
from common.attachments import zip_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.spreadsheets.writing import xlsx_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited


def _topic(request, pk: int) -> Topic:
    """The topic without what only its page shows, or 404 for those who may not see it."""
    topics = Topic.objects.visible_to(request.user).select_related("organization", "section")
    return get_object_or_404(topics, pk=pk)


@require_safe
@members_only
@rate_limited(EXPORTS)
def topic_zip(request, pk):
    """All files of a topic and of its replies, with the texts; `replies=0` leaves the replies out.

    Recorded in the audit log.
    """
    topic = _topic(request, pk)
    with_replies = request.GET.get("replies") != "0"
    files = files_of(topic) if topic.file_count else []
    size = labels.total_size(files) + (
        exports_files.files_of_replies(topic, request.user)[1] if with_replies else 0
    )
    if size > zip_files.MAX_BYTES:
        context = {"topic": topic, "size": size, "most": zip_files.MAX_BYTES, "files": files}
        context["own_size"] = labels.total_size(files)
        return render(request, "board/exports/zip_too_large.html", context, status=413)
    record(by=request.user, verb="board.topic_downloaded", obj=topic, with_replies=with_replies, size=size)
    members = exports_files.zip_members(topic, request.user, with_replies=with_replies)
    return zip_files.zip_response(f"掲示板_第{topic.pk}号", members)


@require_safe
@members_only
@rate_limited(EXPORTS)
def topic_xlsx(request):
    """The list as it is filtered and sorted, as a sheet; recorded in the audit log."""
    chosen = TopicFilter(request.GET)
    topics = chosen.apply(Topic.objects.listed_for(request.user), request.user)
    response = xlsx_response(
        "掲示板の投稿",
        spreadsheets.HEADER,
        spreadsheets.rows_of(topics),
        text_columns=spreadsheets.TEXT_COLUMNS,
    )
    record(by=request.user, verb="board.topics_exported", obj=None, filter=QueryDict(chosen.query).dict())
    return response
