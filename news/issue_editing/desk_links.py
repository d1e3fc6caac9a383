"""Pages of rooms above that help to put an issue together, as links on its desk."""

from collections.abc import Callable
from dataclasses import dataclass

from news.issues.models import NewsIssue


@dataclass(frozen=True)
class DeskLink:
    label: str
    url_of: Callable[[NewsIssue], str]


_links: list[DeskLink] = []


def register_desk_link(link: DeskLink) -> None:
    """Called in a room's `hooks.register()`."""
    _links.append(link)


def desk_links(issue: NewsIssue) -> list[tuple[str, str]]:
    """(label, address) of each."""
    return [(link.label, link.url_of(issue)) for link in _links]
