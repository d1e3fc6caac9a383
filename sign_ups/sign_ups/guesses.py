"""Codes that are typed without a login: ten wrong ones that begin alike, and those few are shut out.

A town hall is one network. So the tries of a network are counted for each beginning of a code: who mistypes
theirs ten times waits a quarter of an hour, and nobody else does. Who guesses at random meets the other one:
300 an hour of 2^40 codes and more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.core.internal import ratelimit

from members.access.rate_limits import count_use

BEGINNING = 4  # signs


@dataclass(frozen=True)
class Guesses:
    name: str
    by_network: str = "300/h"
    by_beginning: str = "10/15m"

    def has_guessed(self, request, code: str) -> bool:
        """Whether there were too many wrong ones; counts nothing."""
        return any(count_use(**use, only_ask=True) is None for use in self._uses(request, code))

    def count(self, request, code: str) -> None:
        """One more wrong code, in its plain form."""
        for use in self._uses(request, code):
            count_use(**use)

    def _uses(self, request, code: str) -> Iterator[dict[str, str]]:
        network = ratelimit.get_ip(request)
        yield {"name": f"{self.name}:network", "rate": self.by_network, "key": network}
        key = f"{network} {code[:BEGINNING]}"
        yield {"name": f"{self.name}:beginning", "rate": self.by_beginning, "key": key}


SIGN_UP_CODES = Guesses("sign_up_codes")
DOOR_CODES = Guesses("door_codes")
