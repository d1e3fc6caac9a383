"""The event that a call goes with (関連するイベント); another room registers what its page is."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, CharField, Expression, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, NullIf

from common.fields import LineField


@dataclass(frozen=True)
class EventPages:
    """How the board finds an event by its number."""

    path_of: Callable[[int], str]  # the path of its page
    titles_of: Callable[[int | Expression], QuerySet]  # its title for members, as `values("title")`


_registered: list[EventPages] = []
_NUMBER_LAST = re.compile(r"(.*?)([0-9]{1,15})/?", re.ASCII)


def register_event_pages(pages: EventPages) -> None:
    _registered[:] = [pages]


def _number_in(path: str) -> int | None:
    """The number of an event: all that was typed, or the end of the path of its page."""
    found = _NUMBER_LAST.fullmatch(path)
    if not found or not _registered:
        return None
    number = int(found[2])
    before, _, _ = _registered[0].path_of(number).partition(str(number))
    return number if found[1] in ("", before) else None


def path_of(typed: str) -> str:
    """/events/12/ of 12, １２, /events/12/ or a whole address; "" where it is none of an event's page."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    number = _number_in(_path_in(plain))
    return "" if number is None else _registered[0].path_of(number)


def _path_in(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return address
    try:
        return urlsplit(address).path
    except ValueError:  # an IPv6 address that is none
        return ""


def title_of(path: str) -> str:
    """The event's title; "" where members find no such event on the site."""
    number = _number_in(path)
    titles = [] if number is None else _registered[0].titles_of(number).values_list("title", flat=True)[:1]
    return next(iter(titles), "")


def title_for_topic() -> Expression:
    """The same as an expression in a query of topics; found by the key, so it costs one look-up."""
    if not _registered:
        return Value("", output_field=CharField())
    digits = Func(
        OuterRef("event_path"),
        Value(r"\D"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
    return Subquery(_registered[0].titles_of(Cast(NullIf(digits, Value("")), BigIntegerField()))[:1])


class EventField(LineField):
    """The page of an event on this site, by its address or number; cleans to its path.

    `current` is what the topic has now: it stays also when the event is no longer on the site.
    """

    current = ""

    def clean(self, value):
        typed = super().clean(value)
        if not typed or typed == self.current:
            return typed
        path = path_of(typed)
        if not title_of(path):
            raise ValidationError(
                "このサイトにそのイベントのページはありません。"
                "「イベント・展示」で開いたページのアドレスか、その末尾の番号を入力してください。"
            )
        return path
