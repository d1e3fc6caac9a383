"""What the lines of the audit log and the mails are called in Japanese; each room says its own at start."""

from collections.abc import Callable
from functools import cache

_verb_labels: dict[str, str] = {}
_purpose_labels: dict[str, str] = {}
_verb_sources: list[Callable[[], dict[str, str]]] = []


def register_labels(*, verbs: dict[str, str] | None = None, purposes: dict[str, str] | None = None) -> None:
    """Name verbs of the audit log and purposes of mails; called in a room's `hooks.register()`."""
    _verb_labels.update(verbs or {})
    _purpose_labels.update(purposes or {})
    _all_verb_labels.cache_clear()


def register_verb_source(source: Callable[[], dict[str, str]]) -> None:
    """Have verbs named that are only known when all apps are there."""
    _verb_sources.append(source)
    _all_verb_labels.cache_clear()


def verb_label(key: str) -> str:
    """The name of a verb; the verb itself where nobody named it."""
    return _all_verb_labels().get(key, key)


@cache
def _all_verb_labels() -> dict[str, str]:
    found: dict[str, str] = {}
    for source in _verb_sources:
        found |= source()
    return found | _verb_labels


def purpose_label(key: str) -> str:
    return _purpose_labels.get(key, key)
