"""Every address of the site, with absurd values where it takes some."""

import re

from django.urls import URLResolver, get_resolver

HUGE = "99999999999999999999"
BY_CONVERTER = {
    "int": ["9223372036854775807", HUGE],
    "slug": ["proposal", "call", "rename", "merger_new", "x" * 200],
    "uuid": ["00000000-0000-0000-0000-000000000000"],
    "path": ["nothing", "%00", HUGE],
}
BY_NAME = {
    "kind": ["xlsx", "csv"],
    "number": ["00000000"],
    "slug": ["271403", "999999999"],
    "token": ["x" * 20],
    "key": ["x:y"],
    "whose": ["me", "999999999"],
    "row": ["base", "ward", "999999999"],
    "who": ["u1", "s1-u1"],
    "pk": ["999999999"],
    "month": ["2026-01", "9999-99"],
    "table": ["sections"],
    "app_label": ["members"],
    "url": ["nothing"],
}
PLACE = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>(?:\[[^]]*\]|[^()\[])*\)")


def addresses(resolver=None, before="/"):
    """The address of every view, so often that each absurd value stood at each place of it."""
    for entry in (resolver or get_resolver()).url_patterns:
        for part in filled(str(entry.pattern)):
            if isinstance(entry, URLResolver):
                yield from addresses(entry, before + part)
            else:
                yield before + part


def filled(route):
    places = list(PLACE.finditer(route))
    values = [
        BY_CONVERTER.get(found["converter"]) or BY_NAME[found["name"] or found["group"]] for found in places
    ]
    for number in range(max(map(len, values), default=1)):
        rest = route
        for some in values:
            rest = PLACE.sub(some[number % len(some)], rest, count=1)
        whole = re.sub(r"\(\?:(.*?)\)\?", r"\1", rest)  # what may be left out is there
        yield re.sub(r"^\^|\$$|\\", "", whole)


ADDRESSES = sorted(set(addresses()))
