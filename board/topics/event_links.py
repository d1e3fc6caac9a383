"""The event that a call goes with (関連するイベント), known to the board through the search index only."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, CharField, Func, OuterRef, Subquery, Value
from django.db.models.functions import Cast, NullIf
from django.urls import reverse

from common.fields import LineField
from common.search import audiences
from common.search.models import IndexedText

_TYPED = re.compile(r"(?:/events/)?([0-9]{1,15})/?", re.ASCII)


def path_of(typed: str) -> str:
    """/events/12/ of 12, １２, /events/12/ or a whole address; "" where it is none of an event's page."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    found = _TYPED.fullmatch(_path_in(plain))
    return reverse("events:event-detail", args=[int(found[1])]) if found else ""


def _path_in(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return address
    try:
        return urlsplit(address).path
    except ValueError:  # an IPv6 address that is none
        return ""


def _titles(number):
    texts = IndexedText.objects.filter(
        object_type__app_label="events",
        object_type__model="event",
        object_id=number,
        audiences__overlap=[audiences.PUBLIC, audiences.MEMBERS],
    )
    return texts.values("title")


def title_of(path: str) -> str:
    """The event's title as the index has it; "" where there is no such event on the site."""
    number = _TYPED.fullmatch(path)
    return (_titles(int(number[1])).values_list("title", flat=True).first() or "") if number else ""


def title_for_topic() -> Subquery:
    """The same as an expression in a query of topics; found by the key, so it costs one look-up."""
    digits = Func(
        OuterRef("event_path"),
        Value(r"\D"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
    return Subquery(_titles(Cast(NullIf(digits, Value("")), BigIntegerField()))[:1])


class EventField(LineField):
    """The page of an event on this site, by its address or number; cleans to its path.

    `kept` is what the record names now: it stays also when the event is no longer on the site.
    """

    kept = ""

    def clean(self, value):
        typed = super().clean(value)
        if not typed or typed == self.kept:
            return typed
        path = path_of(typed)
        if not title_of(path):
            raise ValidationError(
                "このサイトにそのイベントのページはありません。"
                "「イベント・展示」で開いたページのアドレスか、その末尾の番号を入力してください。"
            )
        return path
