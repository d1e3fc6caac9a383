"""Draw the picture that stands for the site where an address of it is shared: static/img/card.jpg.

    .venv/bin/python scripts/site_card.py

It is drawn once and kept; run it again after the name or the look of cards has changed.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402

from events.cards.drawing import Words, card_in_words  # noqa: E402

words = Words(
    "23区から全国へ　全国から23区へ", settings.SITE_NAME, "イベント・展示、災害支援、会員自治体のご案内", ""
)
(HERE / "static/img/card.jpg").write_bytes(card_in_words(words))
