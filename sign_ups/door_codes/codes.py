"""The code that those at the door type once (受付コード)."""

import secrets

from sign_ups.sign_ups.codes import SIGNS

LENGTH = 8


def new_door_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
