"""All files that organisations answered with: at once, or, where they are many, from the worker."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.attachments import zip_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused
from correspondence.questions import files
from inquiries.file_exports import actions
from inquiries.file_exports.models import FileExport
from inquiries.results import rules
from inquiries.results.filters import ResultFilter, narrowed_answers
from inquiries.results.queries import inquiry_with_results
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited

# what is sent at once; the worker makes what is more, as that takes two seconds or longer
MOST_FILES, MOST_BYTES = 400, 100 * 1024 * 1024


@require_safe
@members_only
@rate_limited(EXPORTS)
def result_zip(request, pk):
    """The files that organisations answered with, of those that the filter leaves."""
    inquiry = inquiry_with_results(request, pk, rules.can_see_answers)
    chosen = ResultFilter(request.GET)
    answers = narrowed_answers(request.user, inquiry, chosen.query)
    number, size = files.size_of(answers, request.user)
    context = {"inquiry": inquiry, "filter": chosen, "number": number, "size": size}
    if size > zip_files.MAX_BYTES:
        context["most"] = zip_files.MAX_BYTES
        return render(request, "inquiries/file_exports/zip_too_large.html", context, status=413)
    if number > MOST_FILES or size > MOST_BYTES:
        return _offer(request, inquiry, chosen)
    record(by=request.user, verb="inquiries.files_taken", obj=inquiry, files=number)
    members = files.members_of(inquiry, answers, request.user)
    return zip_files.zip_response(f"照会_第{inquiry.pk}号_ファイル", members)


def _offer(request, inquiry, chosen: ResultFilter, *, refusal="", status=200):
    """That it takes a while, and the button that has the worker make it."""
    context = {"inquiry": inquiry, "filter": chosen, "refusal": refusal, "days": FileExport.DAYS_AVAILABLE}
    context["back"] = reverse("inquiries:result-list", args=[inquiry.pk]) + chosen.query
    return render(request, "inquiries/file_exports/file_export_create.html", context, status=status)


@require_POST
@rate_limited(EXPORTS)
@members_only
def file_export_create(request, pk):
    inquiry = inquiry_with_results(request, pk, rules.can_see_answers)
    chosen = ResultFilter(QueryDict(request.POST.get("query", "").removeprefix("?")))
    try:
        wanted = {"inquiry": inquiry, "query": chosen.query.removeprefix("?")}
        return redirect(actions.request_file_export(**wanted, by=request.user))
    except ActionRefused as refusal:
        return _offer(request, inquiry, chosen, refusal=str(refusal), status=400)


@require_safe
@members_only
def file_export_detail(request, pk, export_pk):
    """How far it is, then the file."""
    rows = FileExport.objects.visible_to(request.user).select_related("inquiry")
    export = get_object_or_404(rows, pk=export_pk, inquiry=pk)
    query = f"?{export.query}".rstrip("?")
    context = {
        "export": export,
        "file": next(iter(files_of(export)), None),
        "again": reverse("inquiries:result-zip", args=[pk]) + query,
        "results": reverse("inquiries:result-list", args=[pk]) + query,
    }
    return render(request, "inquiries/file_exports/file_export_detail.html", context)
