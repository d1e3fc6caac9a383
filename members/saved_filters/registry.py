"""The lists whose filter can be saved; each room registers its own in `hooks.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from django.http import QueryDict


class Chosen(Protocol):
    """A filter as its list reads it from a query string; what the list does not know is not in it."""

    query: str  # spelled always the same way, "" where nothing is set
    conditions: list[str]  # the same for people


@dataclass(frozen=True)
class FilteredList:
    key: str
    label: str
    url_name: str
    read: Callable[[QueryDict], Chosen]

    def chosen(self, query: str) -> Chosen:
        return self.read(QueryDict(query))


lists: dict[str, FilteredList] = {}


def register_list(*args) -> None:
    """key, label, name of its address, and what reads a query string; called in `hooks.py`."""
    filtered = FilteredList(*args)
    lists[filtered.key] = filtered


def spelled(chosen, names: Iterable[str]) -> str:
    """These attributes of a filter as a query string; without those that are not set."""
    return urlencode({name: value for name in names if (value := getattr(chosen, name))})
