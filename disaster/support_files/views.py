"""Records of support and statements for spreadsheets and programs."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from common.spreadsheets.writing import csv_response
from disaster.disaster_page.filters import TOLD, SupportFilter
from disaster.support_files import documents, spreadsheets
from disaster.support_records.moments import Moments


def _asked(request) -> dict[type, list]:
    chosen, moments = SupportFilter.read(request.GET), Moments.read(request.GET)
    return {model: chosen.versions(model, request.user, moments) for model in TOLD}


def _table(response, request):
    versions = [told for found in _asked(request).values() for told in found]
    return response(
        "災害支援の記録",
        spreadsheets.HEADER,
        spreadsheets.rows(versions),
        text_columns=spreadsheets.CODE_COLUMNS,
    )


@login_not_required
@require_safe
def support_csv(request):
    return _table(csv_response, request)


@login_not_required
@require_safe
def support_xlsx(request):
    """Records, statements and rules on sheets of their own."""
    return spreadsheets.workbook(*_asked(request).values(), Moments.read(request.GET))


@login_not_required
@require_safe
def support_json(request):
    """After the schema in docs/support-json.md."""
    moments = Moments.read(request.GET)
    return JsonResponse(
        documents.document(*_asked(request).values(), moments),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
