"""The address in a mail that stops the mails of one topic without login (この投稿の知らせを止める)."""

import re

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

SALT = "board.stop_topic"
CODE_LENGTH = 22  # characters: 132 bits
_OWNERS = re.compile(r"(?:u[1-9][0-9]{0,17}|s[1-9][0-9]{0,17})(?:-(?:u|s)[1-9][0-9]{0,17}){0,9}", re.ASCII)


def unsubscribe_path(topic_id: int, owners: list[str]) -> str:
    """Where the mails of this topic stop for these owners (u12: a person, s34: a section mailbox)."""
    who = "-".join(sorted(owners))
    return reverse("board:unsubscribe", args=[topic_id, who, _code(topic_id, who, settings.SECRET_KEY)])


def owners_of_code(topic_id: int, who: str, code: str) -> list[tuple[str, int]]:
    """[(u or s, key)] of the owners of a code; nobody where it was not made for them and this topic."""
    if not _OWNERS.fullmatch(who):
        return []
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any([constant_time_compare(code, _code(topic_id, who, key)) for key in keys]):
        return []
    return [(owner[0], int(owner[1:])) for owner in who.split("-")]


def _code(topic_id: int, who: str, key: str) -> str:
    return signing.Signer(key=key, salt=SALT).signature(f"{topic_id}:{who}")[:CODE_LENGTH]
