"""What people can sign up for; the room that has it registers it at start. This room knows neither."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Carrier:
    """A model whose rows can have slots; it has `visible_to`, `get_absolute_url` and a text `title`."""

    key: str  # in addresses: "event"
    model: type[models.Model]
    kind: str  # what a reader calls it: "イベント・展示"
    may_manage: Callable[[Any, Any], bool]  # (user, row)
    why_not: Callable[[Any], str]  # why nobody can sign up for the row now, as a sentence; "" where they can
    place_of: Callable[[Any], str]
    run_by: Callable[[Any], models.QuerySet]  # the rows that the user's organisation runs
    for_visitors: bool  # whether a slot may be open to everybody
    called_off: Callable[[Any], str] = lambda row: ""  # "中止になりました。" where it is not held as planned
    capacity_of: Callable[[Any], int | None] = lambda row: None  # what its own form said
    related: tuple[str, ...] = ()  # what comes with the row

    def row_for(self, user, number: int):
        """The row with that number if the user may see it; else None."""
        return self.model.objects.visible_to(user).select_related(*self.related).filter(pk=number).first()


_carriers: dict[str, Carrier] = {}


def register_carrier(carrier: Carrier) -> None:
    """Called in a room's `hooks.register()`."""
    _carriers[carrier.key] = carrier


def carriers() -> list[Carrier]:
    """All that are registered, in the order of the alphabet."""
    return [_carriers[key] for key in sorted(_carriers)]


def carrier_called(key: str) -> Carrier | None:
    return _carriers.get(key)


def carrier_of(model: type[models.Model]) -> Carrier:
    return next(carrier for carrier in _carriers.values() if carrier.model is model)
