"""What was made of the rows of some tables, until one of them is written."""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any, NamedTuple

from django.utils import timezone

from common.page_cache import listening


class Kept(NamedTuple):
    """What was made, and how long it holds."""

    heard: int  # changes, when it was begun to be made
    tables: frozenset[str]
    made: Any
    until: datetime.datetime | None = None


class Store:
    """The newest `most` of one process."""

    def __init__(self, most: int):
        self.most = most
        self.kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable, heard: int | None) -> Any:
        """What still holds after so many changes; None where there is nothing, or nobody listens."""
        kept = self.kept.get(key)
        if heard is None or kept is None or (kept.until and timezone.now() >= kept.until):
            return None
        return kept.made if listening.is_unchanged(kept.tables, since=kept.heard) else None

    def put(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            self.kept[key] = kept
            self.kept.move_to_end(key)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
