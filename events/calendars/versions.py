"""When calendars that have an event must be told: what they know of it has changed (SEQUENCE)."""

from collections.abc import Iterable

FIELDS = frozenset(
    (
        *("title", "kind", "starts_on", "ends_on", "starts_at", "ends_at"),
        *("attendance_mode", "venue", "room", "holding"),
    )
)


def calendars_know(changed: Iterable[str]) -> bool:
    """Whether one of these changed fields stands in their entries; then `sequence` rises by one."""
    return not FIELDS.isdisjoint(changed)
