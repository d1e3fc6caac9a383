"""The files of the answers, where they are many, are requested of the worker as a ZIP."""

from django.http import QueryDict

from common.prepared_files.actions import request_prepared_file
from correspondence.questions import files
from inquiries.file_exports.models import FileExport
from inquiries.results.filters import narrowed_answers


def request_file_export(*, inquiry, query: str, by) -> FileExport:
    """Of the answers that the filter of `query` leaves."""
    number, _ = files.size_of(narrowed_answers(by, inquiry, query), by)
    wanted = {"inquiry": inquiry, "query": query}
    facts = {"filter": QueryDict(query).dict()}
    return request_prepared_file(FileExport, by=by, wanted=wanted, total=number + 1, **facts)  # an index
