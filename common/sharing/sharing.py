"""How a public page looks where its address is shared (OGP), and what it says to machines (JSON-LD)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from common.attachments.models import StoredFile
from common.text import excerpt

_ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}
SITE_CARD = "img/card.jpg"  # 1200 × 630, made by scripts/site_card.py


@dataclass(frozen=True)
class Sharing:
    """The head of a page. `facts` are of schema.org, without context, address and name; None says nothing.

    Without a picture that says what it shows, the card of the site is shown.
    """

    path: str
    title: str
    facts: Mapping[str, Any] | None
    description: str = ""
    picture: StoredFile | None = None
    picture_alt: str = ""  # where the file does not say it itself
    kind: str = "article"

    @property
    def url(self) -> str:
        return absolute(self.path)

    @property
    def summary(self) -> str:
        return excerpt(self.description, 120)

    @property
    def image(self) -> str:
        """The picture, or the card of the site; both as whole addresses."""
        shown = self.picture.get_absolute_url() if self._shows else static(SITE_CARD)
        return absolute(shown)

    @property
    def alt(self) -> str:
        return (self.picture_alt or self.picture.alt) if self._shows else settings.SITE_NAME

    @property
    def _shows(self) -> bool:
        return self.picture is not None and bool(self.picture_alt or self.picture.alt)

    @property
    def json_ld(self) -> SafeString:
        """The text of the script block: data, which is not run, so that the policy for scripts allows it."""
        if self.facts is None:
            return SafeString("")
        said = {"@context": "https://schema.org", "@id": self.url, "url": self.url, "name": self.title}
        said |= {"inLanguage": "ja", "description": self.description}
        if self._shows:
            said["image"] = [self.image]
        facts = {name: value for name, value in {**said, **self.facts}.items() if value}
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        return mark_safe(text.translate(_ESCAPES))


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def publisher() -> dict:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")}


def day(value) -> str:
    """ISO 8601; "" where it is not known."""
    return value.isoformat() if value else ""


def first_picture(pictures) -> StoredFile | None:
    """The first of these files that may stand for the record: a picture whose words and rights are known."""
    return next((file for file in pictures if file.is_picture and file.is_described), None)
