"""Which models search finds, and how their objects are described; features register them at start."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db import models

from common.search.parts import TextPart


@dataclass(frozen=True)
class SearchText:
    """What search knows of an object. It is also found by `hidden_words`, which no result shows: readings
    (`reading_words`), so that さかい and sakai find 堺市, and the days on which it happened (`day_marks`).

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
    hidden_words: str = ""
    prefectures: Sequence[str] = ()
    themes: Sequence[str] = ()  # keys


@dataclass(frozen=True)
class TextUnder:
    """What search knows of an object under another one, as a reply under its topic.

    Its kind, its title and who may find it are those of the other one, always: none of them is said here.
    """

    place: str
    body: str
    url: str
    date: datetime.date | None
    files: Sequence[TextPart] = ()
    hidden_words: str = ""


@dataclass(frozen=True)
class Searchable:
    """A registered model."""

    model: type[models.Model]
    describe: Callable[[Any], SearchText | TextUnder | None]
    under: str  # the foreign keys to the object that it stands under (a__b); "" for an object of its own
    rows: Callable[[], models.QuerySet]  # its objects with what `describe` reads of them

    @property
    def parent(self) -> type[models.Model] | None:
        model = self.model
        for name in self.under.split("__") if self.under else ():
            model = model._meta.get_field(name).related_model
        return model if self.under else None

    def parent_key(self, obj: models.Model) -> Any:
        """The key of what it stands under."""
        *way, last = self.under.split("__")
        return getattr(reduce(getattr, way, obj), f"{last}_id")


_searchables: dict[str, Searchable] = {}


def register_searchable(
    model: type[models.Model],
    describe: Callable[[Any], SearchText | TextUnder | None],
    *,
    under: str = "",
    rows: Callable[[], models.QuerySet] | None = None,
) -> None:
    """Say how objects of `model` are found; `describe` gives None for one that nobody may find."""
    _searchables[model._meta.label_lower] = Searchable(
        model, describe, under, rows or model._base_manager.all
    )


def searchable(label: str) -> Searchable:
    """The registered model with that label."""
    return _searchables[label]


def searchables_under(model: type[models.Model]) -> Iterable[Searchable]:
    """The registered models whose objects stand under those of `model`."""
    return [one for _, one in sorted(_searchables.items()) if one.parent is model]


def searchable_models() -> list[type[models.Model]]:
    """The models that features registered; what stands under another comes behind it."""
    ordered = sorted(_searchables.items(), key=lambda item: (bool(item[1].under), item[0]))
    return [one.model for _, one in ordered]
