"""The addresses in a mail that stop the mails of one topic, or digests, without login."""

import re

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from board.subscriptions.queries import Owner
from members.sections.models import Section
from members.users.models import User

SALT = "board.stop_topic"
DIGEST = "digest"  # in the place of a topic's number
CODE_LENGTH = 22  # characters: 132 bits
_OWNERS = re.compile(r"(?:u[1-9][0-9]{0,17}|s[1-9][0-9]{0,17})(?:-(?:u|s)[1-9][0-9]{0,17}){0,9}", re.ASCII)


def unsubscribe_path(topic_id: int, owners: list[str]) -> str:
    """Where the mails of this topic stop for these owners (u12: a person, s34: a section mailbox)."""
    who = "-".join(sorted(owners))
    return reverse("board:unsubscribe", args=[topic_id, who, _code(topic_id, who, settings.SECRET_KEY)])


def digest_path(owners: list[str]) -> str:
    """Where these owners change how often a digest comes, or stop it."""
    who = "-".join(sorted(owners))
    return reverse("board:digest-edit", args=[who, _code(DIGEST, who, settings.SECRET_KEY)])


def owners_of_code(subject: int | str, who: str, code: str) -> list[Owner]:
    """Whom a code was made for, this topic or DIGEST, as far as they are still there; else nobody."""
    if not _OWNERS.fullmatch(who):
        return []
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any([constant_time_compare(code, _code(subject, who, key)) for key in keys]):
        return []
    owners = []
    for owner in who.split("-"):
        owners += {"u": User, "s": Section}[owner[0]].objects.filter(pk=int(owner[1:]))
    return owners


def _code(subject: int | str, who: str, key: str) -> str:
    return signing.Signer(key=key, salt=SALT).signature(f"{subject}:{who}")[:CODE_LENGTH]
