"""How a name somebody typed finds a local government, and what belongs to one."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from common.search.normalisation import name_key, without_district

MAX_NAMES = 8
_COMMAS = re.compile("[、，,；;・･／/\n]+")


def bears(text: str, *, lookup: str = "part", to: str = "") -> Q:
    """Whether a name of the row at `to` (it has the column `names`) holds the text, or is it (`whole`).

    A part may be several names with commas between them: any of them.
    """
    column = f"{to}names__{lookup}"
    typed = [text] if lookup == "whole" else dict.fromkeys([text, *_COMMAS.split(text)[:MAX_NAMES]])
    keys = [key for name in typed for key in keys_typed(name)]
    return reduce(or_, (Q(**{column: key}) for key in keys or [""]))


def keys_typed(name: str) -> list[str]:
    """A name as it is compared, then without its 郡; none of nothing but signs."""
    key = name_key(name)
    return [way for way in (key, without_district(key)) if way]
