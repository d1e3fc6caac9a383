"""Inside the asked organisation: who writes the answer to an inquiry (担当)."""

from django.db import transaction

from correspondence.answers.actions import Respondent, lock_answer
from correspondence.delegation import actions
from inquiries.answers.actions import refuse_writing
from inquiries.answers.models import InquiryAnswer


@transaction.atomic
def delegate_answer(*, answer, by, **choice) -> InquiryAnswer:
    """Have a colleague or a section write it; `choice` is what `correspondence`'s `delegate` takes."""
    inquiry, answer = lock_answer(answer)
    refuse_writing(inquiry, answer, Respondent.of(by))
    return actions.delegate(answer, by, **choice)


def hand_over_delegations(*, leaving, successor, is_new: bool) -> None:
    actions.hand_over_delegations(InquiryAnswer, leaving=leaving, successor=successor)
