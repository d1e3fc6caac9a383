"""Who may do what with their organisation's answer to an inquiry (照会への回答)."""

from correspondence.answers.rules import speaks_for


def can_write_answer(user, inquiry, answer) -> bool:
    """Draft and answer while it is open, also late; correct until the end of the due date.

    Who answered questions that were changed later may answer anew in any case.
    """
    return speaks_for(user, answer) and takes_writing(inquiry, answer)


def takes_writing(inquiry, answer) -> bool:
    """Whether something may still be written, whoever speaks for the organisation."""
    if not inquiry.is_open:
        return False
    return answer.is_owed or not inquiry.is_overdue or answer.is_of_earlier_questions


def answers_finally(speaker, inquiry) -> bool:
    """Whether a user, or a section with its mailbox, may answer without the word of a representative."""
    return speaker.is_representative or not inquiry.needs_representative


def can_confirm_answer(user, inquiry, answer) -> bool:
    """Answer in the name of the section (所属として); only a representative where the asker demands it."""
    return can_write_answer(user, inquiry, answer) and answers_finally(user, inquiry)


def can_propose_answer(user, inquiry, answer) -> bool:
    """Whoever may not answer in the name puts their draft before the representatives."""
    return can_write_answer(user, inquiry, answer) and answer.is_owed and not answers_finally(user, inquiry)


def can_return_answer(user, inquiry, answer) -> bool:
    """Any representative: the only one asked may be away."""
    proposed = bool(answer and answer.is_owed and answer.proposed_at)
    return proposed and user.is_representative and can_write_answer(user, inquiry, answer)


def can_delegate_answer(user, inquiry, answer) -> bool:
    """While something may still be written; whoever has it may pass it on."""
    return can_write_answer(user, inquiry, answer)
