"""Which organisations have read a topic (既読), for the one that asked and for the secretariat."""

from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.read_receipts import queries, rules
from board.read_receipts.models import ReadReceipt
from board.topics.models import Topic
from board.topics.views import permitted_topic
from common.audit_log.actions import record
from common.japanese_calendar import as_date, wareki_short
from common.pagination import paginate, state_tabs
from common.search.kana import in_kana_order
from common.spreadsheets.writing import xlsx_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.local_governments import prefectures
from members.local_governments.prefectures import in_prefecture_order

ROWS_PER_PAGE = 100


def _topic(request, pk: int) -> Topic:
    annotations = queries.read_receipt_annotations(request.user)
    return permitted_topic(request, pk, rules.can_see_read_receipts, **annotations)


def _rows(topic: Topic):
    """Those who are to read it, in the order of prefectures, each with `read_at`."""
    read = ReadReceipt.objects.filter(topic=topic, organization=OuterRef("pk")).values("at")
    organizations = queries.addressees(topic).annotate(read_at=Subquery(read))
    return organizations.select_related("local_government").order_by(
        in_prefecture_order(), "local_government__code", *in_kana_order("name_kana"), "pk"
    )


@require_safe
@members_only
def read_receipt_list(request, pk):
    topic = _topic(request, pk)
    prefecture = request.GET.get("prefecture", "")
    prefecture = prefecture if prefecture in prefectures.NAMES else ""
    shows_read = request.GET.get("show") == "read"
    rows = _rows(topic).filter(read_at__isnull=not shows_read)
    if prefecture:
        rows = rows.filter(prefecture=prefecture)
    context = {
        "topic": topic,
        "tabs": _tabs(topic, prefecture, shows_read),
        "page": paginate(rows, request, ROWS_PER_PAGE),
        "shows_read": shows_read,
        "prefecture": prefecture,
        "prefectures": prefectures.NAMES,
    }
    return render(request, "board/read_receipts/read_receipt_list.html", context)


SHOWN = (("", "まだ開いていない団体"), ("read", "開いた団体"))


def _tabs(topic: Topic, prefecture: str, shows_read: bool) -> list[dict]:
    """Who has not opened it yet, and who has; each keeps the prefecture."""
    counts = {"": topic.addressee_count - topic.read_count, "read": topic.read_count}
    current = "read" if shows_read else ""
    return state_tabs(SHOWN, current, counts, name="show", query={"prefecture": prefecture})


@require_safe
@members_only
@rate_limited(EXPORTS)
def read_receipt_xlsx(request, pk):
    topic = _topic(request, pk)
    rows = (
        [
            organization.local_government.code if organization.local_government_id else "",
            organization.prefecture,
            organization.name,
            "開いた" if organization.read_at else "まだ",
            wareki_short(as_date(organization.read_at)) if organization.read_at else "",
            organization.read_at,
        ]
        for organization in _rows(topic).iterator()
    )
    header = ["団体コード", "都道府県", "団体", "既読", "日付", "日時"]
    record(by=request.user, verb="board.read_receipts_exported", obj=topic)
    return xlsx_response(f"第{topic.pk}号の既読", header, rows, text_columns=[0])
