"""What passes to a successor beside what the section owns; rooms above add what they keep for each person."""

from collections.abc import Callable

Transfer = Callable[..., None]
_transfers: list[Transfer] = []


def register_transfer(transfer: Transfer) -> None:
    """Have `carry(leaving=, successor=, is_new=)` called in the transaction of every hand-over.

    `is_new` says that the successor's account was made by this hand-over: nothing in it is their own yet.
    """
    if transfer not in _transfers:
        _transfers.append(transfer)


def transfer_all(*, leaving, successor, is_new: bool) -> None:
    for transfer in _transfers:
        transfer(leaving=leaving, successor=successor, is_new=is_new)
