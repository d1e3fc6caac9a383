from django.utils import timezone

from common.japanese_calendar import wareki
from pamphlets.answers.models import delivery_of
from pamphlets.answers.panels import working_days_of

HEADER = ["団体コード", "区", "状態", "部数", "配布する場所の数", "場所の内訳", "備考・条件・理由"]
HEADER += ["回答日", "回答した部署", "回答者", "開庁日数"]
HEADER += ["発送日", "箱の数", "運送会社", "伝票番号", "受領日", "受け取った部数"]
HEADER += ["配布を終えた日", "配布した部数", "残った部数", "報告の備考"]


def _changes(answer):
    """What both sides agreed to change, and what waits for a reply."""
    for change in answer.changes.all():
        if change.state == "agreed":
            yield f"変更: {change.what}（{wareki(timezone.localdate(change.decided_at))} 同意）"
        elif change.is_open:
            yield f"変更の申出中: {change.what}"


def rows_of(pamphlet, answers, view):
    """The rows of HEADER; `answers` with ward, section and shares at hand."""
    for answer in answers:
        ward = answer.organization
        code = ward.local_government.code if ward.local_government_id else ""
        facts = _cells_of(pamphlet, answer) if view.opens(answer) else [None] * (len(HEADER) - 3)
        yield [code, ward.name, view.state_word(answer), *facts]


def _cells_of(pamphlet, answer) -> list:
    return [
        answer.copies,
        answer.places,
        "、".join(f"{share.place_name} {share.copies}部" for share in answer.shares.all()),
        "\n".join([answer.remark, *_changes(answer)]).strip(),
        wareki(timezone.localdate(answer.answered_at)) if answer.answered_at else "",
        answer.answered_section.name if answer.answered_section else answer.answered_section_name,
        answer.answered_by_shown,
        working_days_of(pamphlet, answer) if answer.answered_at or pamphlet.is_open else None,
        *_delivery_cells(delivery_of(answer)),
    ]


def _delivery_cells(delivery) -> list:
    """The last ten columns: how the copies went."""
    if delivery is None:
        return [None] * 10
    return [
        wareki(delivery.dispatched_on),
        delivery.boxes,
        delivery.carrier,
        delivery.slip_number,
        wareki(delivery.received_on) if delivery.received_on else "",
        delivery.received_count,
        wareki(delivery.finished_on) if delivery.finished_on else "",
        delivery.handed_out,
        delivery.left_over,
        delivery.remark,
    ]
