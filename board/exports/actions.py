"""A long list of topics as a sheet, or a large topic as a ZIP: requested, and made by the worker."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from django.conf import settings
from django.http import QueryDict

from board.exports import files, spreadsheets
from board.exports.models import TopicExport
from board.topic_lists.filters import TopicFilter
from board.topics.models import Topic
from common.attachments import zip_files
from common.japanese_calendar import as_date
from common.prepared_files.actions import (
    fail_prepared_file,
    note_progress,
    request_prepared_file,
    store_prepared_file,
)
from common.spreadsheets.writing import XLSX, workbook_file

TASK, ZIP = "board.make_topic_export", "application/zip"
ROWS, MEMBERS = 200, 5  # rows of a sheet, files of a ZIP between two signs of progress
ALREADY_BUILDING = "作成中の書き出しがあります。できてから、次を作成してください。"
NO_LONGER = "書き出す投稿を読めなくなったため、作れませんでした。"


def request_topic_export(*, by, topic: Topic | None = None, query: str = "") -> TopicExport:
    """Have the worker make it; asked for once more before it is ready, it is the same one.

    Of a topic its ZIP; else the list with the filter of `query` as a sheet.
    """
    wanted = {"topic": topic, "query": query}
    export = TopicExport(**wanted, requested_by=by, requested_by_name=by.name)
    if topic:
        export.total = 2 + topic.file_count + files.files_of_replies(topic, by)[0]  # texts and index
    else:
        export.total = listed(query, by).count()
    facts = {"topic": topic.pk} if topic else {"filter": QueryDict(query).dict()}
    return request_prepared_file(export, task=TASK, wanted=wanted, refusal=ALREADY_BUILDING, **facts)


def listed(query: str, user):
    """The topics of the list, as the user sees it now."""
    return TopicFilter.of(query).apply(Topic.objects.listed_for(user), user)


def make_topic_export(pk: int) -> None:
    """Write what they may read now to a file, then store that; ended meanwhile, nothing is stored."""
    rows = TopicExport.objects.unfinished().select_related("requested_by__section__organization", "topic")
    export = rows.filter(pk=pk).first()
    if export is None:
        return
    by = export.requested_by
    if not by.is_active or not TopicExport.objects.visible_to(by).filter(pk=pk).exists():
        fail_prepared_file(export, NO_LONGER)
        return
    if export.topic:
        content, name, kind = _zip(export), f"掲示板_第{export.topic_id}号.zip", ZIP
    else:
        day = f"{as_date(export.requested_at):%Y%m%d}"
        content, name, kind = _sheet(export), f"掲示板の投稿_{day}.xlsx", XLSX
    with content:
        store_prepared_file(export, content, name=name, kind=kind)


def _sheet(export: TopicExport) -> BinaryIO:
    sheet = spreadsheets.sheet_of(listed(export.query, export.requested_by))
    return workbook_file([replace(sheet, rows=_counted(export, sheet.rows, ROWS))])


def _zip(export: TopicExport) -> BinaryIO:
    file = tempfile.TemporaryFile(dir=settings.VAR)  # noqa: SIM115  closed by the caller; /tmp may be memory
    members = files.zip_members(export.topic, export.requested_by)
    for piece in zip_files.zip_stream(_counted(export, members, MEMBERS)):
        file.write(piece)
    file.seek(0)
    return file


def _counted(export: TopicExport, parts: Iterable, step: int) -> Iterator:
    """The same, with a sign of progress after every `step` of them."""
    for number, part in enumerate(parts, 1):
        yield part
        if number % step == 0:
            note_progress(export, done=min(number, export.total))
