"""Fields for addresses of other sites: https and http only, and X also as @name."""

import re
import unicodedata
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from common.fields import LineField

MAX_LENGTH = 300
_HANDLE = re.compile(r"@?(?P<name>[A-Za-z0-9_]{1,15})", re.ASCII)
_X_HOSTS = {"x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"}
_X_OWN = {"home", "i", "search", "explore", "intent", "share", "hashtag", "settings", "login", "messages"}


class LinkField(LineField):
    """The address of a page (リンク); full-width letters are read as half-width ones.

    `own_pages`: one of this site may be typed by its path alone.
    """

    widget = forms.URLInput
    _valid = URLValidator(schemes=["https", "http"])

    def __init__(self, *, own_pages=False, **kwargs):
        kwargs.setdefault("max_length", MAX_LENGTH)
        super().__init__(**kwargs)
        self.own_pages = own_pages

    def shape(self, value):
        value = super().shape(value)
        if not value or len(value) > self.max_length:  # too long: the length has its own sentence
            return value
        plain = unicodedata.normalize("NFKC", value)
        is_own = self.own_pages and re.match("/(?!/)", plain)
        value = f"{settings.SITE_URL}{plain}" if is_own else _addressed(value)
        try:
            self._valid(value)
        except ValidationError:
            raise self._unreadable() from None
        # "https://bank.example@evil.example/" shows one host and opens another
        if "@" in urlsplit(value).netloc:
            raise self._unreadable()
        return value

    def _unreadable(self) -> ValidationError:
        return ValidationError(
            f"{self.label}は https:// から始まるアドレスで入力してください。", code="invalid"
        )


class XField(LinkField):
    """An account of X: its address on x.com or twitter.com, or @name; kept as https://x.com/name."""

    def shape(self, value):
        value = unicodedata.normalize("NFKC", LineField.shape(self, value))
        if not value or len(value) > self.max_length:
            return value
        name = value
        if not _HANDLE.fullmatch(value):
            parts = urlsplit(super().shape(value))
            name = parts.path.strip("/").split("/")[0] if parts.hostname in _X_HOSTS else ""
        found = _HANDLE.fullmatch(name)
        if found is None or found["name"].lower() in _X_OWN:
            raise self._unreadable()
        return f"https://x.com/{found['name']}"

    def _unreadable(self):
        return ValidationError(
            "Xは「@」から始まるアカウント名か、https://x.com/ から始まるアドレスで入力してください。",
            code="invalid",
        )


def _addressed(value: str) -> str:
    """With its scheme; a host typed alone is taken as https."""
    plain = unicodedata.normalize("NFKC", value)
    return plain if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", plain) else f"https://{plain}"
