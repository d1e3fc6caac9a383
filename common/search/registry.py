import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from common.search.parts import TextPart


@dataclass(frozen=True)
class SearchText:
    """What search knows of an object. `body` also holds readings (かな), so that さかい finds 堺市.

    What `parts` and `files` hold is found as well, and the result says in which of them; where there are
    any, `place` is what the body is called. Files come last and share the room that the others leave.
    """

    kind: str
    title: str
    body: str
    url: str
    date: datetime.date | None
    audiences: list[str]
    parts: Sequence[TextPart] = ()
    files: Sequence[TextPart] = ()
    place: str = "本文"


Describe = Callable[[models.Model], SearchText | None]
_describers: dict[str, Describe] = {}


def register_searchable(model: type[models.Model], describe: Describe) -> None:
    """Say how objects of `model` are found; `describe` gives None for one that nobody may find."""
    _describers[model._meta.label_lower] = describe


def describer_of(label: str) -> Describe:
    """How objects of the model with that label are described."""
    return _describers[label]


def searchable_models() -> list[type[models.Model]]:
    """The models that features registered."""
    return [apps.get_model(label) for label in sorted(_describers)]
