"""A long list of topics as a sheet, or a large topic as a ZIP, is requested of the worker."""

from django.http import QueryDict

from board.exports import files
from board.exports.models import TopicExport
from board.topic_lists.filters import TopicFilter
from board.topics.models import Topic
from common.prepared_files.actions import request_prepared_file


def request_topic_export(*, by, topic: Topic | None = None, query: str = "") -> TopicExport:
    """Of a topic its ZIP; else the list with the filter of `query` as a sheet."""
    if topic:
        total = 2 + topic.file_count + files.files_of_replies(topic, by)[0]  # texts and index
        facts = {"topic": topic.pk}
    else:
        total = listed(query, by).count()
        facts = {"filter": QueryDict(query).dict()}
    wanted = {"topic": topic, "query": query}
    return request_prepared_file(TopicExport, by=by, wanted=wanted, total=total, **facts)


def listed(query: str, user):
    """The topics of the list, as the user sees it now."""
    return TopicFilter.of(query).apply(Topic.objects.listed_for(user), user)
