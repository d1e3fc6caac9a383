"""The yearly summary (年度集計): totals for members, wards for wards, all for the secretariat."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import japanese_calendar
from common.audit_log.actions import record
from common.pagination import paginate
from common.spreadsheets.writing import Sheet, workbook_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from pamphlets.yearly_summary import queries, rules

PER_PAGE = 50
WARD_HEADER = ["団体コード", "区", "依頼(件)", "受け入れ(件)", "受け入れた部数", "配布場所", "配布した部数"]
WARD_HEADER += ["回答までの開庁日数(中央値)"]
OWNER_HEADER = ["団体コード", "依頼元", "依頼(件)", "配布できる部数", "受け入れた区(延べ)", "受け入れの部数"]
OWNER_HEADER += ["配布場所", "配布した部数", "回答までの開庁日数(中央値)"]


def _year(request) -> int:
    """The fiscal year asked for; this one where that is none."""
    this, typed = japanese_calendar.fiscal_year(japanese_calendar.today()), request.GET.get("year", "")
    asked = int(typed) if len(typed) == 4 and typed.isascii() and typed.isdigit() else this
    return asked if queries.OLDEST <= asked <= this else this


def _seen(user, year) -> dict:
    """The parts that the person may see; of the other wards a ward sees what it may read of the answers."""
    sees_all, ward = rules.can_see_every_summary(user), user.is_special_ward
    by_ward = queries.by_ward(year, reader=user.organization if ward else None)
    seen = {"total": by_ward.total, "wards": by_ward.lines if sees_all or ward else None}
    own = None if sees_all else user.organization
    by_owner = None if ward else queries.by_owner(year, owner=own)
    seen["owners"] = by_owner.lines if by_owner and sees_all else None
    if own and ward:
        seen["own"] = next((line for line in by_ward.lines if line.organization.pk == own.pk), None)
    elif own:
        seen["own"] = by_owner.lines[0] if by_owner.lines else queries.Line(offered=0, organization=own)
    return seen


@require_safe
@members_only
def pamphlet_summary(request):
    year, this = _year(request), japanese_calendar.fiscal_year(japanese_calendar.today())
    seen = _seen(request.user, year)
    context = {
        **seen,
        "year": year,
        "years": [(known, japanese_calendar.fiscal_year_name(known)) for known in range(this, this - 6, -1)],
        "own_is_ward": request.user.is_special_ward,
        "page": paginate(seen["owners"], request, PER_PAGE) if seen["owners"] else None,
    }
    if seen["wards"]:
        context["copies_bars"] = _bars(seen["wards"], "copies", "部")
        context["median_bars"] = _bars(seen["wards"], "median", "日")
    return render(request, "pamphlets/yearly_summary/pamphlet_summary.html", context)


def _bars(lines, field, unit) -> list[dict]:
    """Rows of components/bar_chart.html: the width is a percentage of the longest."""
    most = max((getattr(line, field) or 0 for line in lines), default=0)
    return [
        {
            "label": line.organization.name,
            "value": getattr(line, field),
            "width": round(100 * float(getattr(line, field) or 0) / float(most), 1) if most else 0,
            "unit": unit,
        }
        for line in lines
    ]


@require_safe
@members_only
@rate_limited(EXPORTS)
def pamphlet_summary_xlsx(request):
    year = _year(request)
    seen = _seen(request.user, year)
    sheets = []
    if seen["wards"]:
        title = "区ごと（回答の見える依頼）" if request.user.is_special_ward else "区ごと"
        sheets.append(Sheet(title, WARD_HEADER, map(_ward_row, seen["wards"]), (0,)))
    if seen["owners"] is not None:
        sheets.append(Sheet("依頼元ごと", OWNER_HEADER, map(_owner_row, seen["owners"]), (0,)))
    elif not request.user.is_special_ward:
        sheets.append(Sheet("自団体", OWNER_HEADER, [_owner_row(seen["own"])], (0,)))
    record(by=request.user, verb="pamphlets.pamphlet_summary_exported", obj=None, year=year)
    return workbook_response(f"配布依頼の年度集計_{year}年度", sheets)


def _code(line) -> str:
    government = line.organization.local_government
    return government.code if government else ""


def _ward_row(line) -> list:
    return [
        _code(line), line.organization.name, line.requests, line.accepted, line.copies, line.places,
        line.handed_out, line.median,
    ]  # fmt: skip


def _owner_row(line) -> list:
    return [
        _code(line), line.organization.full_name, line.requests, line.offered, line.accepted, line.copies,
        line.places, line.handed_out, line.median,
    ]  # fmt: skip
