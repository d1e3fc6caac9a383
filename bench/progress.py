"""Lines that say what is being done and how long it will take."""

import time
from collections.abc import Callable, Mapping


class Progress:
    """`steps` are the seconds that each takes on two quiet cores, in their order."""

    def __init__(self, steps: Mapping[str, float], write: Callable[[str], object]):
        self.steps, self.write, self.started = dict(steps), write, time.monotonic()

    def begin(self, name: str) -> None:
        names = list(self.steps)
        left = sum(self.steps[later] for later in names[names.index(name) :])
        gone = time.monotonic() - self.started
        self.write(f"[{_clock(gone)}] {name}; about {_clock(left)} remain")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
