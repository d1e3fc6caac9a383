"""Nothing is shown to people under its name in the program: each verb has its Japanese word."""

import re
from pathlib import Path

from django.conf import settings

from members.hooks import VERBS

ROOM = Path(settings.BASE_DIR) / "members"


def test_every_verb_has_its_word():
    said = set()
    for file in ROOM.rglob("*.py"):
        if "migrations" not in file.parts:
            said |= set(re.findall(r'verb="(members\.[a-z_]+)"', file.read_text()))
    assert len(said) > 40
    assert said <= set(VERBS)
