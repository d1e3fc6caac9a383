"""The 23 cells of a request, and its answers as rows for the sheet."""

from django.utils import timezone

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
        cells.append(cell)
    return cells


def _days(days, answer) -> str:
    if answer.is_waiting:
        return f"{days}開庁日経過" if days else ""
    return f"{days}開庁日後に回答" if days else "当日に回答"


def _changes(answer):
    """What both sides agreed to change, and what waits for a reply."""
    for change in answer.changes.all():
        if change.state == "agreed":
            yield f"変更: {change.what}({wareki(timezone.localdate(change.decided_at))} 同意)"
        elif change.is_open:
            yield f"変更の申出中: {change.what}"


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
            "\n".join([answer.remark, *_changes(answer)]).strip(),
            wareki(timezone.localdate(answer.answered_at)) if answer.answered_at else "",
            answer.answered_section.name if answer.answered_section else "",
            answer.answered_by_name,
            answer.working_days(asked_on) if answer.answered_at or pamphlet.is_open else None,
        ]
