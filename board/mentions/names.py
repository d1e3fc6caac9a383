"""The names by which organisations can be mentioned."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count

from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

SIGNS = "@＠"

# a half-width sign inside a mail address is none
SIGN = re.compile(r"＠|(?<![A-Za-z0-9._%+-])@")


class MentionableNames:
    """The names by which the readers of a topic can be mentioned: {as it is typed: organisation}."""

    def __init__(self, topic: Topic):
        repeated = _repeated_names()
        by_name = defaultdict(set)
        self._found = {}
        readers = organizations_in_audience(topic).select_related("local_government").order_by()
        readers = readers.only("kind", "name", "prefecture", "local_government__code")
        for organization in readers:
            self._found[organization.pk] = organization
            for name in _spellings(organization, repeated):
                by_name[_folded(name)].add(organization.pk)
        self._by_name = {name: pks.copy().pop() for name, pks in by_name.items() if len(pks) == 1}
        self._longest = max(map(len, self._by_name), default=0)

    def find_in(self, text: str) -> Iterator[tuple[int, int, Organization]]:
        """(start, end, organisation) of each mention in the text, the longest name first."""
        for sign in SIGN.finditer(text):
            start = sign.end()
            for end in range(min(len(text), start + self._longest), start, -1):
                pk = self._by_name.get(_folded(text[start:end]))
                if pk is not None:
                    yield sign.start(), end, self._found[pk]
                    break


def _spellings(organization: Organization, repeated: set[str]) -> list[str]:
    full = organization.full_name
    ways = [full]
    if full.startswith(organization.prefecture) and organization.prefecture:
        ways.append(f"{organization.prefecture} {full.removeprefix(organization.prefecture)}")
    elif organization.prefecture:
        ways.append(f"{organization.prefecture}{full}")
    if organization.name not in repeated:
        ways.append(organization.name)
    return ways


def _folded(text: str) -> str:
    """One letter for one letter, so that positions in the text stay: full width or half width, any blank."""
    return "".join(unicodedata.normalize("NFKC", each)[:1] or each for each in text)


def _repeated_names() -> set[str]:
    """Names of more than one municipality (府中市): they need their prefecture."""
    rows = LocalGovernment.objects.filter(abolished_on=None).order_by().values("name")
    return set(rows.annotate(number=Count("pk")).filter(number__gt=1).values_list("name", flat=True))
