"""The number of a survey, and the one in each mail, with which one person answers once.

A number of a mail is drawn from nothing that is kept: it proves itself. That it was used is kept, apart from
the answers; whose it is stands nowhere but in the mail.
"""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from common.text import typed_code
from sign_ups.sign_ups.codes import SIGNS

OPEN_LENGTH, OWN_LENGTH, PROOF_LENGTH = 6, 8, 6


def new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(OPEN_LENGTH))


def _signs(salt: str, value: str, length: int) -> str:
    number = int.from_bytes(salted_hmac(salt, value, algorithm="sha256").digest())
    found = ""
    for _ in range(length):
        number, at = divmod(number, len(SIGNS))
        found += SIGNS[at]
    return found


def ticket_for(code: str, sign_up: int) -> str:
    """The number of the survey with what makes it one person's; the same each time it is asked for."""
    own = f"{code}{_signs('sign_ups.survey.own', f'{code}:{sign_up}', OWN_LENGTH)}"
    return f"{own}{_signs('sign_ups.survey.proof', own, PROOF_LENGTH)}"


def read_ticket(typed: str) -> tuple[str, str]:
    """(the survey's number, what is one person's, or "" of the open address); ("", "") of anything else."""
    plain = typed_code(typed[:100]).upper()
    if len(plain) == OPEN_LENGTH:
        return plain, ""
    own, proof = plain[:-PROOF_LENGTH], plain[-PROOF_LENGTH:]
    is_whole = len(own) == OPEN_LENGTH + OWN_LENGTH
    is_ours = is_whole and constant_time_compare(proof, _signs("sign_ups.survey.proof", own, PROOF_LENGTH))
    return (own[:OPEN_LENGTH], own) if is_ours else ("", "")


def shown(code: str) -> str:
    """In groups, as people type it."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5)) if len(code) > OPEN_LENGTH else code
