"""Sums over records; only of the same kind and giver or on the same basis and state, never across."""

from collections.abc import Iterable
from dataclasses import dataclass

from disaster.support_records.models import Kind, State, SupportRecordVersion


@dataclass
class Total:
    """A sum over the records whose number is known; `unknown` more have none."""

    label: str
    unit: str
    number: int = 0
    known: int = 0
    unknown: int = 0

    def add(self, number: int | None) -> None:
        if number is None:
            self.unknown += 1
        else:
            self.number += number
            self.known += 1


def payment_totals(versions: Iterable[SupportRecordVersion]) -> list[Total]:
    """Yen by kind and giver."""
    return _by_label(
        (f"{told.get_kind_display()}・{told.sender}", "円", told.amount_yen, told.state)
        for told in versions
        if told.is_money
    )


def staff_totals(versions: Iterable[SupportRecordVersion]) -> list[Total]:
    """People by basis; what was only planned separately from what was done."""
    return _by_label(
        (told.get_basis_display() or "人数", told.people_unit or "人", told.people, told.state)
        for told in versions
        if told.kind == Kind.STAFF
    )


def _by_label(numbers) -> list[Total]:
    totals: dict[tuple[str, str], Total] = {}
    for label, unit, number, state in numbers:
        shown = f"{label}（{State(state).label}）" if state in (State.PLANNED, State.CANCELLED) else label
        totals.setdefault((shown, unit), Total(shown, unit)).add(number)
    return list(totals.values())
