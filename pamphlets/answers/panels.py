"""The 23 cells of a request, and its answers as rows for the sheet, as far as the reader may see them."""

from dataclasses import dataclass

from django.utils import timezone

from common.compiled_queries.compiled import compiled
from members.organizations.models import Organization
from pamphlets.answers.models import delivery_of
from pamphlets.answers.rules import answers_shown_to
from pamphlets.requests.models import PamphletRequest

LOOKS = {  # of a cell; its word says it too
    "waiting": "is-waiting",
    "asked": "is-talk",
    "accepted": "is-yes",
    "partial": "is-yes",
    "declined": "is-no",
}


HIDDEN, ANSWERED = "非公開", "回答済み"
Shown = PamphletRequest.Shown


@dataclass(frozen=True)
class AnswerVisibility:
    """What one reader sees of the wards' answers (他区への公開); their own ward's they always see."""

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
        """Whether they read the whole answer."""
        return self.is_whole or answer.organization_id == self.ward_id

    def state_word(self, answer) -> str:
        if self.opens(answer):
            return answer.get_state_display()
        if self.shown == Shown.NOBODY:
            return HIDDEN
        return answer.State.WAITING.label if answer.is_owed else ANSWERED


def visibility_of(user, pamphlet) -> AnswerVisibility:
    return AnswerVisibility(
        answers_shown_to(user, pamphlet), user.organization.pk if user.section_id else None
    )


def cells_of(pamphlet, answers, view, without_contact=frozenset()) -> list[dict]:
    """One cell for each of the 23 wards, in code order; wards that were not asked stay in their place.

    `without_contact` are the keys of answers that are waited for in vain (連絡先なし).
    """
    return [
        {"name": name, **_cell(pamphlet, answers.get(ward), view, without_contact)} for ward, name in _wards()
    ]


@compiled
def _wards():
    return Organization.objects.special_wards().values_list("pk", "name")


def _cell(pamphlet, answer, view, without_contact) -> dict:
    if answer is None:
        return {"word": "依頼なし"}
    if answer.pk in without_contact:
        return {"word": "連絡先なし", "look": LOOKS["waiting"]}
    word, is_open = view.state_word(answer), view.opens(answer)
    if word == HIDDEN:
        return {"word": word, "look": "is-hidden"}
    if answer.is_owed and not pamphlet.is_open:
        return {"word": "回答なし"}
    if not is_open:  # whether it asked back is part of its answer
        return {"word": word, "look": "is-waiting" if answer.is_owed else "is-done"}
    if delivery := delivery_of(answer):
        word = delivery.word
    days = _days(working_days_of(pamphlet, answer), answer)
    return {"word": word, "look": LOOKS[answer.state], "copies": answer.copies, "days": days}


def working_days_of(pamphlet, answer) -> int:
    return answer.working_days(timezone.localdate(pamphlet.sent_at))


def _days(days, answer) -> str:
    if answer.is_owed:
        return f"依頼から{days}開庁日" if days else ""
    return f"{days}開庁日で回答" if days else "当日に回答"
