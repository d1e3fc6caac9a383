"""Exports of topics: as a ZIP, as a sheet; what is long is made by the worker."""

import re

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from board.exports import actions, labels, spreadsheets
from board.exports import files as exports_files
from board.exports.models import TopicExport
from board.topic_lists.filters import TopicFilter
from board.topics.models import Topic
from common.attachments import zip_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.spreadsheets.writing import workbook_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited

# what is made at once; the worker makes what is more, as that takes two seconds or longer
MOST_ROWS, MOST_REPLIES, MOST_BYTES = 2_000, 5_000, 100 * 1024 * 1024


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
    if with_replies and (topic.reply_count > MOST_REPLIES or size > MOST_BYTES):
        return _ask_large(request, topic=topic)
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
    if topics[: MOST_ROWS + 1].count() > MOST_ROWS:
        return _ask_large(request, query=chosen.query)
    sheet = spreadsheets.sheet_of(topics)
    response = workbook_response("掲示板の投稿", [sheet])
    record(by=request.user, verb="board.topics_exported", obj=None, filter=QueryDict(chosen.query).dict())
    return response


def _ask_large(request, *, topic=None, query="", refusal="", status=200):
    """That it takes a while, and the button that has the worker make it."""
    list_url = f"{reverse('board:topic-list')}?{query}".rstrip("?")
    context = {"topic": topic, "query": query, "refusal": refusal, "days": TopicExport.DAYS_AVAILABLE}
    context["back"] = topic.get_absolute_url() if topic else list_url
    return render(request, "board/exports/topic_export_create.html", context, status=status)


@require_POST
@rate_limited(EXPORTS)
@members_only
def topic_export_create(request):
    """Of `topic` its ZIP, else the list with the filter of `query`."""
    number = request.POST.get("topic", "")
    topic = _topic(request, int(number)) if re.fullmatch(r"[0-9]{1,9}", number) else None
    query = "" if topic else TopicFilter.of(request.POST.get("query", "")).query
    try:
        return redirect(actions.request_topic_export(by=request.user, topic=topic, query=query))
    except ActionRefused as refusal:
        return _ask_large(request, topic=topic, query=query, refusal=str(refusal), status=400)


@require_safe
@members_only
def topic_export_detail(request, pk):
    """How far it is, then the file."""
    exports = TopicExport.objects.visible_to(request.user).select_related("topic")
    export = get_object_or_404(exports, pk=pk)
    again = (
        reverse("board:topic-zip", args=[export.topic_id]) if export.topic_id else reverse("board:topic-xlsx")
    )
    context = {
        "export": export,
        "file": next(iter(files_of(export)), None),
        "again": f"{again}?{export.query}".rstrip("?"),
    }
    return render(request, "board/exports/topic_export_detail.html", context)
