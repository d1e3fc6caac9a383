"""Inside an asked ward: which section or person writes the answer to a request (担当)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from correspondence.answers.actions import Respondent, lock_answer
from correspondence.delegation import actions
from pamphlets.answers.actions import already_answered, refuse_late_answer
from pamphlets.answers.models import WardAnswer


@transaction.atomic
def delegate_answer(*, answer, by, **choice) -> WardAnswer:
    """Hand it to a section or a person; every officer of the ward may still answer.

    `choice` is what `correspondence`'s `delegate` takes.
    """
    pamphlet, answer = lock_answer(answer)
    refuse_late_answer(Respondent.of(by), pamphlet, answer)
    if not answer.is_owed:
        raise ValidationError(already_answered(answer))
    return actions.delegate(answer, by, **choice)


def hand_over_delegations(*, leaving, successor, is_new: bool) -> None:
    actions.hand_over_delegations(WardAnswer, leaving=leaving, successor=successor)
