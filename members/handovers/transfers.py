"""What passes to a successor beside what the section owns; rooms above add what they keep for each person."""

from collections.abc import Callable, Iterable

from django.db import connection

from members.models import User

Carry = Callable[..., None]
_carriers: list[Carry] = []

# a post may have passed on several times since; UNION, so that one who came back is met once
_HEIRS = """
WITH RECURSIVE heir (id) AS (
    SELECT h.successor_id FROM members_handover h
    WHERE h.leaving_id = ANY(%(people)s) AND h.done_at IS NOT NULL
    UNION
    SELECT h.successor_id FROM members_handover h JOIN heir ON h.leaving_id = heir.id
    WHERE h.done_at IS NOT NULL
)
SELECT id FROM heir
"""


def register(carry: Carry) -> None:
    """Have `carry(leaving=, successor=, is_new=)` called in the transaction of every hand-over.

    `is_new` says that the successor's account was made by this hand-over: nothing in it is his own yet.
    """
    if carry not in _carriers:
        _carriers.append(carry)


def carry_all(*, leaving, successor, is_new: bool) -> None:
    for carry in _carriers:
        carry(leaving=leaving, successor=successor, is_new=is_new)


def heirs_of(people: Iterable[int]) -> set[int]:
    """Who holds the posts of these people by hand-over, however often they passed on; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_HEIRS, {"people": list(people)})
        return {pk for (pk,) in cursor.fetchall()}


def role_of_post(leaving) -> str:
    """The role that a newcomer takes over with the post (役割の引継ぎ): the predecessor's.

    Of one who was already gone the newcomer becomes representative only where nobody else is it: he may
    have been ended by those who represent the organisation now.
    """
    if leaving.is_active or leaving.role != User.Role.REPRESENTATIVE or _is_last_representative(leaving):
        return leaving.role
    return User.Role.OFFICER


def role_of_colleague(colleague, leaving) -> str:
    """The role of a colleague who takes a post over beside his own.

    He never loses what he may do; he writes where the predecessor wrote; he represents the organisation
    where nobody else would be left to do so. Where others represent it, naming one more is theirs to do.
    """
    if leaving.role == User.Role.REPRESENTATIVE and _is_last_representative(leaving):
        return User.Role.REPRESENTATIVE
    if colleague.role == User.Role.READER and leaving.role != User.Role.READER:
        return User.Role.OFFICER
    return colleague.role


def _is_last_representative(leaving) -> bool:
    others = User.objects.of(leaving.organization).representatives().exclude(pk=leaving.pk)
    return not others.exists()
