"""Who may propose and decide a change of accepted copies (部数の変更の申出)."""

from correspondence.answers.rules import speaks_for
from correspondence.requests.rules import owns
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import delivery_of

Side = AnswerChange.Side


def side_of(user, answer) -> str | None:
    """For which side they speak; None where for neither."""
    if speaks_for(user, answer):
        return Side.WARD
    return Side.OWNER if owns(user, answer.pamphlet) else None


def numbers_may_change(answer) -> bool:
    """Copies are promised and have not been sent; also after the closing, for it ends only the answering."""
    return answer.is_taken and not answer.pamphlet.is_withdrawn and delivery_of(answer) is None


def can_propose_change(user, answer) -> bool:
    return side_of(user, answer) is not None and numbers_may_change(answer)


def can_decide_change(user, change) -> bool:
    """The side that did not propose it."""
    side = side_of(user, change.answer)
    return side is not None and side != change.side


def can_cancel_change(user, change) -> bool:
    """Every officer of the side that proposed it."""
    return side_of(user, change.answer) == change.side
