"""要点 of an inquiry: on its page, on paper and in the mails that remind of it."""

from common.japanese_calendar import wareki
from common.work_items import due_with_days, key_points


def points_of(inquiry, *, asked: str, decided: str = "", turn: str = "") -> list[tuple[str, str]]:
    since = inquiry.withdrawn_at or inquiry.closed_at or inquiry.sent_at
    return key_points(
        state=f"{inquiry.get_state_display()}、{wareki(since)}から",
        asked=asked,
        decided=decided,
        due=f"回答 {due_with_days(inquiry.answer_due)}" if inquiry.is_open else "",
        turn=turn if inquiry.is_open else "",
    )


def points_for(inquiry, questions: int, own=None) -> list[tuple[str, str]]:
    """For an organisation that is asked; `own` is its answer, None in a mail that many read."""
    name = own.organization.full_name if own else "各団体"
    word = "（代表担当者が回答）" if inquiry.needs_representative else ""
    is_given = own is not None and not own.is_owed
    return points_of(
        inquiry,
        asked=f"{name}に{questions}問への回答{word}",
        decided=f"{own.get_state_display()}（{wareki(own.answered_at)}）" if is_given else "",
        turn=f"{name}（回答）" if own is None or own.must_answer else "",
    )
