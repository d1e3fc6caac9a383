"""Body × role × state on one page, to print, and as XLSX (出展・参加自治体の一覧)."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.audit_log.actions import record
from common.spreadsheets.writing import xlsx_response
from events.events.views import event_to_edit
from events.participation_lists.filters import BOOTHS, NOT_THERE, REACH, ParticipationFilter
from events.participation_lists.queries import matrix_of
from events.participation_lists.spreadsheets import header, rows
from events.participations.models import Role, RoleState
from events.sheets.models import SheetState
from members.access.rate_limits import EXPORTS, rate_limited
from members.local_governments.prefectures import NAMES


@require_safe
def participation_list(request, pk):
    event = event_to_edit(request, pk)
    chosen, matrix = ParticipationFilter.read(request.GET), matrix_of(event)
    context = {
        "event": event,
        "chosen": chosen,
        "matrix": matrix,
        "lines": chosen.narrow(matrix.lines),
        "query": urlencode({key: value for key, value in vars(chosen).items() if value}),
        "choices": [
            ("role", "区分", Role.choices, chosen.role),
            ("state", "状態", RoleState.choices, chosen.state),
            ("booth", "ブース番号", BOOTHS.items(), chosen.booth),
            ("sheet", "紹介シート", SheetState.choices, chosen.sheet),
            ("prefecture", "都道府県", [(name, name) for name in NAMES], chosen.prefecture),
        ],
    }
    if chosen.there or not all(line.is_there and line.ends is None for line in matrix.lines):
        context["choices"].append(("there", "開催日", NOT_THERE.items(), chosen.there))
    if chosen.reach or not all(line.is_reached for line in matrix.lines):
        context["choices"].append(("reach", "連絡先", REACH.items(), chosen.reach))
    return render(request, "events/participation_lists/participation_list.html", context)


@require_safe
@rate_limited(EXPORTS)
def participation_sheet(request, pk):
    event = event_to_edit(request, pk)
    matrix = matrix_of(event)
    lines = ParticipationFilter.read(request.GET).narrow(matrix.lines)
    record(by=request.user, verb="events.participations_exported", obj=event, rows=len(lines))
    name = f"出展・参加自治体 {event.title}"
    return xlsx_response(name, header(matrix), rows(lines), text_columns=[0])
