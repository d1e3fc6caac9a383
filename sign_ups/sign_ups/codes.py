"""The code of a sign-up (申込番号): in its mails, typed by hand, and the only key to it without a login."""

import secrets

from common.text import typed_code

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another: 0 O, 1 I L
LENGTH = 10  # 49 bits


def new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def plain_code(typed: str) -> str:
    """As it is kept, however it was typed: full width, small letters, with blanks or hyphens."""
    return typed_code(typed[:100]).upper()
