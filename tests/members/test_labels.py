"""Nothing is shown to people under its name in the program: each verb and each mail has its Japanese word."""

import re
from pathlib import Path

from django.conf import settings

from members.hooks import PURPOSES, VERBS

ROOM = Path(settings.BASE_DIR) / "members"
MAILS = Path(settings.BASE_DIR) / "templates/members"


def test_every_verb_has_its_word():
    said = set()
    for file in ROOM.rglob("*.py"):
        if "migrations" not in file.parts:
            said |= set(re.findall(r'verb="(members\.[a-z_]+)"', file.read_text()))
    assert len(said) > 40
    assert said <= set(VERBS)


def test_every_mail_has_its_word():
    names = {f"members.{file.stem}" for file in MAILS.glob("*/mails/[a-z]*.txt")}
    assert len(names) > 30
    assert names <= set(PURPOSES)
