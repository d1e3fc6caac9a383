"""The local government that a query names, shown before what was found."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import jaconv

from members.local_governments.models import LocalGovernment
from members.local_governments.names import bears
from members.organizations.models import Organization

MOST = 4  # of the same name: there are four 池田町
LONGEST = 20
ENDINGS = ("", *"市区町村県府", "し", "く", "ちょう", "まち", "むら", "そん", "けん", "ふ")


@dataclass(frozen=True)
class NamedBody:
    """A card: the body, and the member it is, if it is one."""

    government: LocalGovernment
    member: Organization | None


def bodies_named(q: str) -> list[NamedBody]:
    """Those that bear this name or reading, in kana or Latin letters, with or without prefecture and ending.

    None where more bear it than fit: then the word is not meant as a name.
    """
    word = jaconv.alphabet2kana(q.lower().removesuffix("-shi")) if q.isascii() else q
    if not word or len(word) > LONGEST or (q.isascii() and (len(q) == 1 or not word.isalpha())):
        return []
    named = reduce(or_, (bears(word + ending, lookup="whole") for ending in ENDINGS))
    rows = list(LocalGovernment.objects.current().filter(named).order_by("code")[: MOST + 1])
    if len(rows) > MOST:
        return []
    members = Organization.objects.members().filter(local_government__in=rows)
    member_of = {member.local_government_id: member for member in members.select_related("local_government")}
    return [NamedBody(row, member_of.get(row.pk)) for row in rows]
