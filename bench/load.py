"""Many people at once on all pages: what a web process holds in memory afterwards."""

import itertools
import threading
import time
from collections.abc import Sequence

from bench import wire
from bench.measure import Figures

PEOPLE = 8


def read_at_once(port: int, pages: Sequence[Figures], seconds: float) -> float:
    """Eight people read pages in turn for so long; answers a second."""
    counts, end = [0] * PEOPLE, time.monotonic() + seconds

    def read(place: int) -> None:
        for page in itertools.islice(itertools.cycle(pages), place * len(pages) // PEOPLE, None):
            if time.monotonic() > end:
                return
            link = wire.connect(port)
            wire.ask(link, page.page.path, page.headers)
            link.close()
            counts[place] += 1

    threads = [threading.Thread(target=read, args=(place,)) for place in range(PEOPLE)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)
