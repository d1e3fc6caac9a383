"""Records of support for spreadsheets."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from common.spreadsheets.writing import csv_response, xlsx_response
from disaster.support_records import spreadsheets
from disaster.support_records.filters import SupportFilter


@login_not_required
@require_safe
def support_csv(request):
    return _table(csv_response, request)


@login_not_required
@require_safe
def support_xlsx(request):
    return _table(xlsx_response, request)


def _table(response, request):
    supports = SupportFilter.read(request.GET).supports(request.user)
    return response(
        "災害支援の記録",
        spreadsheets.HEADER,
        spreadsheets.rows(supports),
        text_columns=spreadsheets.CODE_COLUMNS,
    )
