"""Records of support for spreadsheets."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from disaster import sheets
from disaster.filters import SupportFilter
from office.sheet import csv_response, xlsx_response


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
    return response("災害支援の記録", sheets.HEADER, sheets.rows(supports), text_columns=sheets.CODE_COLUMNS)
