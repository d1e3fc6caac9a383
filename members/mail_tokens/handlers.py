"""Purposes of mail proofs (メール確認) whose pages belong to rooms above; each says here what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from members.models import MailProof


@dataclass(frozen=True)
class Room:
    """What the room behind a purpose does with its proofs.

    `page` answers the mail's link in whatever state the proof is, `passed` a code that was right, both as
    (request, proof) -> response; `closed_words` says why the proof leads nowhere any more, or ""; `resend`
    takes number= and email= as typed and sends link and code once more, False where none is due.
    """

    page: Callable
    passed: Callable
    closed_words: Callable[[MailProof], str]
    resend: Callable[..., bool]


_rooms: dict[str, Room] = {}


def register(purpose: str, room: Room) -> None:
    """Called by the room's AppConfig.ready()."""
    _rooms[purpose] = room


def of(purpose: str) -> Room | None:
    return _rooms.get(purpose)
