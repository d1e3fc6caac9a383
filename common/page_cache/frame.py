"""What the frame of every page shows, as a banner: with another frame a kept page is another one."""

from collections.abc import Callable, Hashable

_parts: list[Callable[[], Hashable]] = []


def register_frame_part(part: Callable[[], Hashable]) -> None:
    """`part` says what is shown now; it is asked at each request and must cost next to nothing."""
    if part not in _parts:
        _parts.append(part)


def frame_of(request) -> tuple[Hashable, ...]:
    """The same through one request: the key of its page and what is drawn never differ."""
    known = getattr(request, "_frame", None)
    if known is None:
        known = request._frame = tuple(part() for part in _parts)
    return known
