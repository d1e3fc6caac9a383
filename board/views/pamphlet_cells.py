"""The 23 cells of a request, and its answers as rows for the sheet."""

from django.utils import timezone

from board.models.delivery import delivery_of
from members.models import Organization
from office.calendar import wareki

LOOKS = {  # of a cell; its word says it too
    "waiting": "is-waiting",
    "asked": "is-talk",
    "accepted": "is-yes",
    "partial": "is-yes",
    "declined": "is-no",
}
HEADER = ["団体コード", "区", "状態", "部数", "配布する場所の数", "場所の内訳", "備考・条件・理由"]
HEADER += ["回答日", "回答した部署", "回答者", "開庁日数"]
HEADER += ["発送日", "箱の数", "運送会社", "伝票番号", "受領日", "受け取った部数"]
HEADER += ["配布を終えた日", "配布した部数", "残った部数", "報告の備考"]


def cells_of(pamphlet, answers) -> list[dict]:
    """One cell for each of the 23 wards, in code order; wards that were not asked stay in their place."""
    asked_on = timezone.localdate(pamphlet.asked_at)
    cells = []
    for ward in Organization.objects.special_wards():
        answer = answers.get(ward.pk)
        cell = {"name": ward.name, "word": "依頼なし"}
        if answer and answer.is_waiting and not pamphlet.is_open:
            cell["word"] = "回答なし"
        elif answer:
            cell |= {"word": answer.get_state_display(), "look": LOOKS[answer.state], "copies": answer.copies}
            cell["days"] = _days(answer.working_days(asked_on), answer)
            if delivery := delivery_of(answer):
                cell["word"] = delivery.word
        cells.append(cell)
    return cells


def _days(days, answer) -> str:
    if answer.is_waiting:
        return f"{days}開庁日経過" if days else ""
    return f"{days}開庁日後に回答" if days else "当日に回答"


def sheet_rows(pamphlet, answers):
    """The rows of HEADER; `answers` with ward, section and shares at hand."""
    asked_on = timezone.localdate(pamphlet.asked_at)
    for answer in answers:
        yield [
            answer.ward.local_government.code if answer.ward.local_government_id else "",
            answer.ward.name,
            answer.get_state_display(),
            answer.copies,
            answer.places,
            "、".join(f"{share.place_name} {share.copies}部" for share in answer.shares.all()),
            answer.remark,
            wareki(timezone.localdate(answer.answered_at)) if answer.answered_at else "",
            answer.answered_section.name if answer.answered_section else "",
            answer.answered_by_name,
            answer.working_days(asked_on) if answer.answered_at or pamphlet.is_open else None,
            *_way(delivery_of(answer)),
        ]


def _way(delivery) -> list:
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
