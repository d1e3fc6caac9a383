"""Records of support and statements for spreadsheets and programs."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.spreadsheets.writing import csv_response
from disaster.disaster_page.filters import TOLD, SupportFilter
from disaster.disasters.models import Disaster
from disaster.support_files import documents, spreadsheets
from disaster.support_records.moments import Moments

WORDS = {"ensure_ascii": False, "indent": 1}  # Japanese as it is


def _asked(request) -> tuple[list[list], Moments]:
    """Versions of records and of statements, and the days."""
    chosen, told = SupportFilter.read(request.GET), Disaster.objects.told_in_public()
    disaster = told.filter(pk=chosen.disaster).first() if chosen.disaster else None
    moments = Moments.read(request.GET, disaster=disaster)
    if moments.untaken:
        return [], moments
    return [chosen.versions(model, request.user, moments) for model in TOLD], moments


def _refused(request, moments):
    """A file has no place for a sentence: on a day that could not be taken it is not made."""
    asked = request.GET.copy()
    for name in ("on", "recorded"):
        asked.pop(name, None)
    url = f"{request.path}?{asked.urlencode()}"
    context = {"sentences": [said for said, _ in moments.untaken], "url": url}
    return render(request, "disaster/support_files/file_refused.html", context, status=400)


@login_not_required
@require_safe
def support_csv(request):
    told, moments = _asked(request)
    if moments.untaken:
        return _refused(request, moments)
    versions = (version for found in told for version in found)
    columns = spreadsheets.CODE_COLUMNS
    return csv_response(
        spreadsheets.NAME, spreadsheets.HEADER, spreadsheets.rows(versions), text_columns=columns
    )


@login_not_required
@require_safe
def support_xlsx(request):
    """Records, statements and rules on sheets of their own."""
    told, moments = _asked(request)
    return _refused(request, moments) if moments.untaken else spreadsheets.workbook(*told, moments)


@login_not_required
@require_safe
def support_json(request):
    """After the schema in docs/support-json.md."""
    told, moments = _asked(request)
    if moments.untaken:
        refused = {"errors": [said for said, _ in moments.untaken]}
        return JsonResponse(refused, status=400, json_dumps_params=WORDS)
    return JsonResponse(documents.document(*told, moments), json_dumps_params=WORDS)
