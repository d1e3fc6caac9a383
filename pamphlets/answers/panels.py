"""The 23 cells of a request, and its answers as rows for the sheet, as far as the reader may see them."""

from dataclasses import dataclass

from django.utils import timezone

from board.models import PamphletRequest
from board.models.delivery import delivery_of
from board.rules.pamphlet import answers_shown_to
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


HIDDEN, ANSWERED = "非公開", "回答済み"
Shown = PamphletRequest.Shown


@dataclass(frozen=True)
class View:
    """What one reader sees of the wards' answers (他区の回答の見え方); his own ward's he always sees."""

    shown: str
    ward_id: int | None

    @property
    def is_whole(self) -> bool:
        return self.shown == Shown.ALL

    @property
    def word(self) -> str:
        """Said on the page where something is hidden."""
        if self.shown == Shown.NAMES:
            return "依頼元の希望により、ほかの区は回答したかどうかだけを表示しています。"
        return "" if self.is_whole else "依頼元の希望により、ほかの区の回答は表示していません。"

    def opens(self, answer) -> bool:
        """Whether he reads the whole answer."""
        return self.is_whole or answer.ward_id == self.ward_id

    def state_word(self, answer) -> str:
        if self.opens(answer):
            return answer.get_state_display()
        if self.shown == Shown.NOBODY:
            return HIDDEN
        return answer.State.WAITING.label if answer.is_waiting else ANSWERED


def view_of(user, pamphlet) -> View:
    return View(answers_shown_to(user, pamphlet), user.organization.pk if user.section_id else None)


def cells_of(pamphlet, answers, view) -> list[dict]:
    """One cell for each of the 23 wards, in code order; wards that were not asked stay in their place."""
    wards = Organization.objects.special_wards()
    return [{"name": ward.name, **_cell(pamphlet, answers.get(ward.pk), view)} for ward in wards]


def _cell(pamphlet, answer, view) -> dict:
    if answer is None:
        return {"word": "依頼なし"}
    word, is_open = view.state_word(answer), view.opens(answer)
    if word == HIDDEN:
        return {"word": word, "look": "is-hidden"}
    if answer.is_waiting and not pamphlet.is_open:
        return {"word": "回答なし"}
    if not is_open:  # whether it asked back is part of its answer
        return {"word": word, "look": "is-waiting" if answer.is_waiting else "is-done"}
    if delivery := delivery_of(answer):
        word = delivery.word
    days = _days(_working_days(pamphlet, answer), answer)
    return {"word": word, "look": LOOKS[answer.state], "copies": answer.copies, "days": days}


def _working_days(pamphlet, answer) -> int:
    return answer.working_days(timezone.localdate(pamphlet.asked_at))


def _days(days, answer) -> str:
    if answer.is_waiting:
        return f"{days}開庁日経過" if days else ""
    return f"{days}開庁日で回答" if days else "当日に回答"


def _changes(answer):
    """What both sides agreed to change, and what waits for a reply."""
    for change in answer.changes.all():
        if change.state == "agreed":
            yield f"変更: {change.what}({wareki(timezone.localdate(change.decided_at))} 同意)"
        elif change.is_open:
            yield f"変更の申出中: {change.what}"


def sheet_rows(pamphlet, answers, view):
    """The rows of HEADER; `answers` with ward, section and shares at hand."""
    for answer in answers:
        ward = answer.ward
        code = ward.local_government.code if ward.local_government_id else ""
        facts = _sheet_facts(pamphlet, answer) if view.opens(answer) else [None] * (len(HEADER) - 3)
        yield [code, ward.name, view.state_word(answer), *facts]


def _sheet_facts(pamphlet, answer) -> list:
    return [
        answer.copies,
        answer.places,
        "、".join(f"{share.place_name} {share.copies}部" for share in answer.shares.all()),
        "\n".join([answer.remark, *_changes(answer)]).strip(),
        wareki(timezone.localdate(answer.answered_at)) if answer.answered_at else "",
        answer.answered_section.name if answer.answered_section else "",
        answer.answered_by_name,
        _working_days(pamphlet, answer) if answer.answered_at or pamphlet.is_open else None,
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
