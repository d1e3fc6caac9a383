"""The names by which organisations can be mentioned."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from common.search.name_keys import keys_of
from common.search.normalisation import VARIATION_SELECTORS
from members.local_governments.models import LocalGovernment
from members.local_governments.names import keys_typed
from members.organizations.models import Organization

# a half-width sign inside a mail address is none
SIGN = re.compile(r"＠|(?<![A-Za-z0-9._%+-])@")
_NAME = re.compile(rf"[\w \u3000\u3099\u309a{VARIATION_SELECTORS}]*")
MAX_BLANKS = 10  # and other characters that do not count, inside a name


class MentionableNames:
    """The names by which the readers of a topic can be mentioned: {key of a name: organisation}."""

    def __init__(self, topic: Topic):
        by_name = defaultdict(set)
        self._found = {}
        readers = organizations_in_audience(topic).select_related("local_government").order_by()
        readers = readers.only(
            *("kind", "name", "prefecture", "names", "local_government__code", "local_government__names")
        )
        for organization in readers:
            self._found[organization.pk] = organization
            government = organization.local_government
            for key in keys_of(organization.names, government and government.names):
                by_name[key].add(organization.pk)
        repeated = _repeated_names()
        self._by_name = {
            key: next(iter(pks)) for key, pks in by_name.items() if len(pks) == 1 and key not in repeated
        }
        self._longest = max(map(len, self._by_name), default=0)

    def find_in(self, text: str) -> Iterator[tuple[int, int, Organization]]:
        """(start, end, organisation) of each mention in the text, the longest name first."""
        for sign in SIGN.finditer(text):
            start = sign.end()
            written = _NAME.match(text, start, start + self._longest + MAX_BLANKS)[0]
            for length in range(len(written), 0, -1):
                pk = self._called(written[:length])
                if pk is not None:
                    yield sign.start(), start + length, self._found[pk]
                    break

    def _called(self, name: str) -> int | None:
        if name[-1].isspace():  # stands behind the name
            return None
        return next((self._by_name[key] for key in keys_typed(name) if key in self._by_name), None)


def _repeated_names() -> set[str]:
    """Names and readings of more than one municipality (府中市): they need their prefecture."""
    rows = LocalGovernment.objects.current().order_by().values_list("names", flat=True)
    number = Counter(key for names in rows for key in keys_of(names))
    return {key for key, count in number.items() if count > 1}
