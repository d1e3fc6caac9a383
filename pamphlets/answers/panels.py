"""How a request stands, in one line, in its 要点 and in 23 cells, as far as they may see the answers."""

from dataclasses import dataclass

from django.utils import timezone

from common import japanese_calendar
from common.compiled_queries.compiled import compiled
from common.work_items import Standing, due_with_days, key_points
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


def rows_of(answers, view, *, all_too: bool) -> list:
    """Rows of the table behind the cells: all that were asked, or the answers that the reader may open."""
    return [answer for answer in answers if all_too or (not answer.is_owed and view.opens(answer))]


def working_days_of(pamphlet, answer) -> int:
    return answer.working_days(timezone.localdate(pamphlet.sent_at))


def _days(days, answer) -> str:
    if answer.is_owed:
        return f"依頼から{days}開庁日" if days else ""
    return f"{days}開庁日で回答" if days else "当日に回答"


def standing_of(pamphlet, answers, view, own=None) -> Standing:
    """How the request stands; an asked ward reads first how its own answer does."""
    if own:
        return Standing(_own_words(pamphlet, own))
    return Standing(*_of_all(pamphlet, answers, view))


def others_of(pamphlet, answers, view) -> str:
    """How all the wards' answers stand, for a ward; "" where it may not know."""
    return "" if view.shown == Shown.NOBODY else _of_all(pamphlet, answers, view)[0]


def _of_all(pamphlet, answers, view) -> tuple[str, int, int]:
    given, asked = _given(answers), len(answers)
    words = [f"{given}/{asked}区が回答"]
    if view.is_whole and pamphlet.copies_accepted:
        words.append(f"{pamphlet.copies_accepted:,}部を受け入れ")
    if pamphlet.is_overdue:
        words.append(f"{_awaited(answers)}区が期限超過")
    elif pamphlet.is_open:
        words.append(f"回答期限は{due_with_days(pamphlet.answer_due)}")
    return "、".join(words), given, asked


def _own_words(pamphlet, own) -> str:
    ward = own.organization.name
    if own.is_owed and not pamphlet.is_open:
        return f"{ward}は回答していません。受付は終わっています。"
    if own.is_owed:
        asked_back = "依頼元に問い合わせています。" if own.state == own.State.ASKED else ""
        return f"{ward}の回答を待っています。{asked_back}回答期限は{due_with_days(pamphlet.answer_due)}"
    copies = f"（{own.copies:,}部）" if own.copies else ""
    return f"{ward}は「{own.get_state_display()}{copies}」と回答しました"


def key_points_of(pamphlet, answers=()) -> list[tuple[str, str]]:
    """要点 of a request; without `answers`, for a ward that reads no others', what is asked of it."""
    awaited = [answer for answer in answers if answer.is_awaited]
    wards = f"{len(answers)}区" if answers else "各区"
    return key_points(
        state=_state_since(pamphlet),
        asked=f"{wards}での配布" + (f"、{pamphlet.period}" if pamphlet.period else ""),
        decided=_decided(pamphlet, answers),
        due=_next_due(pamphlet, awaited or not answers),
        turn=_turn(pamphlet, answers, awaited),
    )


def _state_since(pamphlet) -> str:
    since = pamphlet.withdrawn_at or pamphlet.closed_at or pamphlet.sent_at
    return f"{pamphlet.get_state_display()}、{japanese_calendar.wareki(since)}から"


def _decided(pamphlet, answers) -> str:
    taken = [answer for answer in answers if answer.is_taken]
    declined = sum(not answer.is_owed and not answer.is_taken for answer in answers)
    words = [f"{len(taken)}区が{pamphlet.copies_accepted:,}部を受け入れ"] if taken else []
    return "、".join([*words, f"{declined}区が辞退"] if declined else words)


def _next_due(pamphlet, is_awaited) -> str:
    if pamphlet.is_open and is_awaited:
        return f"回答 {due_with_days(pamphlet.answer_due)}"
    delivers = pamphlet.deliver_by and not pamphlet.is_withdrawn and pamphlet.copies_accepted
    return f"納品 {due_with_days(pamphlet.deliver_by)}" if delivers else ""


MAX_NAMED = 3  # wards


def _turn(pamphlet, answers, awaited) -> str:
    """Who must act now: wards that are waited for, the owner where one asked back or all have answered."""
    if not pamphlet.is_open:
        return ""
    if not answers:
        return "各区（回答）"
    names = [answer.organization.name for answer in awaited if answer.state != answer.State.ASKED]
    more = f"ほか{len(names) - MAX_NAMED}区" if len(names) > MAX_NAMED else ""
    parts = [f"{'、'.join(names[:MAX_NAMED])}{more}（回答）"] if names else []
    asked_back = [answer.organization.name for answer in awaited if answer.state == answer.State.ASKED]
    owner = pamphlet.organization.full_name
    if asked_back:
        parts.append(f"{owner}（{'、'.join(asked_back[:MAX_NAMED])}への返事）")
    return "、".join(parts) or f"{owner}（受付の終了）"


def _given(answers) -> int:
    return sum(not answer.is_owed for answer in answers)


def _awaited(answers) -> int:
    return sum(answer.is_awaited for answer in answers)
