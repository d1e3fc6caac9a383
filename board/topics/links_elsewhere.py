"""Pages of other rooms that the board's pages link to: the portal, which knows both, registers them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class LinkElsewhere:
    """A link on one of the board's pages to something of another room, shown to whoever `may` follow it."""

    place: str  # "choose": where a kind of topic is chosen; "filter": beside the filters; "drafts"
    key: str  # as `?kind=` of the board's list
    label: str
    url_name: str
    hint: str = ""
    may: Callable = lambda user: True


_links: list[LinkElsewhere] = []


def register_links_elsewhere(*links: LinkElsewhere) -> None:
    _links.extend(link for link in links if link not in _links)


def links_elsewhere(place: str, user) -> list[LinkElsewhere]:
    return [link for link in _links if link.place == place and link.may(user)]


def list_elsewhere(key: str) -> LinkElsewhere | None:
    """The list of a kind that has a room of its own."""
    return next((link for link in _links if link.place == "filter" and link.key == key), None)
