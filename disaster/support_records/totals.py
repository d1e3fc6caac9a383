"""Sums of what was given; only of the same kind, from the same giver or on the same basis, never across."""

from collections.abc import Iterable
from dataclasses import dataclass

from disaster.support_records.models import RecoveryPayment, StaffDispatch


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


def payment_totals(payments: Iterable[RecoveryPayment]) -> list[Total]:
    """Yen by kind and giver: whether 各区計 holds what the 23 gave jointly is not known."""
    return _by_label(
        (f"{payment.get_kind_display()}・{payment.sender}", "円", payment.amount_yen, payment.is_planned)
        for payment in payments
    )


def dispatch_totals(dispatches: Iterable[StaffDispatch]) -> list[Total]:
    """People by basis; what was only planned separately from what was done."""
    return _by_label(
        (dispatch.get_people_basis_display(), dispatch.unit, dispatch.people, dispatch.is_planned)
        for dispatch in dispatches
    )


def _by_label(numbers) -> list[Total]:
    totals: dict[tuple[str, str], Total] = {}
    for label, unit, number, is_planned in numbers:
        shown = f"{label}（予定）" if is_planned else label
        totals.setdefault((shown, unit), Total(shown, unit)).add(number)
    return list(totals.values())
