"""What the mails with link and code are for: each purpose is registered in the hooks.py of its room."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass


def _never_blocked(mail_token) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class MailTokenHandler:
    """What one purpose of mail tokens (メール確認) does.

    `passed` answers a code that was right, or the pressed button of the link's page, as (request, mail token)
    -> response. The link shows `link_template` with that button, unless `opened` answers it, in whatever
    state the mail token is. `blocked_reason` says why the mail token leads nowhere any more, or "".
    `section` gives the section whose mailbox the mail speaks for: a mailbox that has changed does not vouch
    yet. None is for a mail that proves nothing but its own address.
    `wanted_again` says where a newer mail takes the place of one that was used, or "".
    After it was used its page says `after_use`, and leads to `leads_to`: the words of a link, its address.
    `resend` takes number= and email= as typed and sends link and code once more; False where none is due.
    """

    label: str
    lifetime: datetime.timedelta
    passed: Callable
    resend: Callable[..., bool]
    section: Callable | None
    link_template: str = ""
    opened: Callable | None = None
    blocked_reason: Callable[..., str] = _never_blocked
    wanted_again: Callable[..., str] = _never_blocked
    after_use: str = ""
    leads_to: tuple[str, str] = ("ログインする", "/accounts/login/")


_handlers: dict[str, MailTokenHandler] = {}


def register_handler(purpose: str, handler: MailTokenHandler) -> None:
    _handlers[purpose] = handler


def handler_of(purpose: str) -> MailTokenHandler:
    """Raises KeyError where no room registered the purpose."""
    return _handlers[purpose]
