"""A line of the refusal tables of the inquiries: one for each address, in three modules, one a part.

`refusals_asking`, `refusals_answering` and `refusals_results` each hold `LINES` ({name of the address: Line})
and may hold `SUBJECTS` ({name: function of the World that makes what stands in the address}).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

CAST = ("reader", "officer", "colleague", "stranger", "ward_officer", "secretariat")


@dataclass(frozen=True)
class Line:
    """What is asked for, and the status of each of CAST; `post` is None for a page that is only read."""

    subject: str
    statuses: str
    post: dict | None = None
    more: dict = field(default_factory=dict)  # other parts of the address
    reads_too: bool = False  # whoever may not write still reads the page

    @property
    def expected(self) -> dict[str, int]:
        return dict(zip(CAST, map(int, self.statuses.split()), strict=True))


@dataclass(frozen=True)
class World:
    """The cast, and the makers of the conftest: the ward_officer asks 堺市 (officer, colleague, reader)."""

    cast: dict
    sakai: object
    make_inquiry: Callable
    make_inquiry_draft: Callable
    give_answer: Callable
    make_closed: Callable

    def inquiry(self, **more):
        return self.make_inquiry(self.cast["ward_officer"], [self.sakai], **more)
