"""Purposes of mail proofs (メール確認) whose pages belong to rooms above; each says here what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from members.mail_tokens.models import MailToken


@dataclass(frozen=True)
class MailTokenHandler:
    """What the room behind a purpose does with its proofs.

    `page` answers the mail's link in whatever state the proof is, `passed` a code that was right, both as
    (request, proof) -> response; `closed_words` says why the proof leads nowhere any more, or ""; `resend`
    takes number= and email= as typed and sends link and code once more, False where none is due.
    """

    page: Callable
    passed: Callable
    closed_words: Callable[[MailToken], str]
    resend: Callable[..., bool]


_handlers: dict[str, MailTokenHandler] = {}


def register_handler(purpose: str, room: MailTokenHandler) -> None:
    """Called by the room's AppConfig.ready()."""
    _handlers[purpose] = room


def handler_of(purpose: str) -> MailTokenHandler | None:
    return _handlers.get(purpose)
