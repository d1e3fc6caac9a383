"""What each thing may cost: one line, passed or failed, for every budget of docs/performance.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.measure import Figures

# CPU milliseconds are goals for the machine on which the floors take these (docs/performance.md)
REFERENCE = {
    "ORM front": 5.9,
    "ORM list": 5.8,
    "ORM page 500": 6.7,
    "ORM unread": 7.0,
    "ORM topic, 20 posts": 7.2,
    "ORM topic, 50 replies": 10.8,
    "SQL front": 2.3,
    "SQL page 500": 2.2,
    "SQL topic, 20 posts": 2.2,
    "SQL topic, 50 replies": 3.4,
}
# page: CPU milliseconds a request of server and database
CPU = {
    "board front": (6, 2),
    "board, one kind": (6, 2),
    "board, page 500": (6, 2),
    "board, unread": (6, 2),
    "topic, 20 posts": (7, 2),
    "topic, 50 replies": (12, 3),
    "my page": (7, 3),
    "search, 1,000 topics": (6, 25),
}
# page: the same page by the plain ORM, of the same run
FLOORS = {
    "board front": "ORM front",
    "board, one kind": "ORM list",
    "board, page 500": "ORM page 500",
    "board, unread": "ORM unread",
}
TIMES_THE_FLOOR = 1.2
VISITOR_ANEW, VISITOR_KEPT = 4, 0.6  # server and database together
SEARCH_P95 = 60  # milliseconds
KEPT = ("home", "news", "events", "disaster", "members")  # public pages that are kept
FIRST_VIEW_KB, MEMORY_MB = 100, 200
REPLIES_A_SECOND, QUERIES_OF_REPLY = 40, 12
BURST, ACCOUNT_MAIL, SILENCE = 20, 1, 2  # seconds
GROWTH = 1.2  # times the CPU with ten times the content

ANSWERED = (200, 304)

Pages = Mapping[str, Figures]


@dataclass(frozen=True)
class Judged:
    """One budget, what was measured, and whether it is kept."""

    name: str
    passed: bool
    figure: str
    budget: str


def at_most(name: str, measured: float, budget: float, unit: str, slow: float = 1) -> Judged:
    """`slow`: so many times the CPU this machine takes."""
    passed = measured <= budget * slow
    return Judged(name, passed, f"{measured:,.3g} {unit}", f"at most {budget:,g}{_times(slow)}")


def _times(slow: float) -> str:
    return f" x {slow:g}" if slow > 1 else ""


def at_least(name: str, measured: float, budget: float, unit: str) -> Judged:
    return Judged(name, measured >= budget, f"{measured:,.3g} {unit}", f"at least {budget:,g}")


def slowness(pages: Pages) -> float:
    """How many times the server CPU of `REFERENCE` the same floors take here and now; at least 1.

    Where no floor was measured the budgets stand as they are.
    """
    floors = REFERENCE.keys() & pages.keys()
    measured, expected = sum(pages[name].server for name in floors), sum(REFERENCE[name] for name in floors)
    return max(1.0, round(measured / expected, 2)) if floors else 1.0


def judge_pages(pages: Pages) -> Iterator[Judged]:
    """The budgets of all pages that were measured; a page that does not answer is quick, and fails."""
    slow = slowness(pages)
    wrong = [f"{name} ({page.status})" for name, page in pages.items() if page.status not in ANSWERED]
    if wrong:
        yield Judged("every page answers", False, ", ".join(wrong), "200, or 304 where nothing changed")
    for name, (server, database) in CPU.items():
        if page := pages.get(name):
            passed = page.server <= server * slow and page.database <= database * slow
            yield Judged(name, passed, f"{page.cpu} ms CPU", f"at most {server} + {database}{_times(slow)}")
    for name, floor in FLOORS.items():
        if name in pages and floor in pages:
            yield _ratio(f"{name}, beside the plain ORM", pages[name], pages[floor], TIMES_THE_FLOOR)
    yield from _of_the_worst(list(pages.values()), slow)


def judge_growth(smaller: Pages, larger: Pages, words: str) -> Iterator[Judged]:
    """Each page over ten times the content beside itself."""
    for name in smaller:
        yield _ratio(f"growth {words}: {name}", larger[name], smaller[name], GROWTH)


def _ratio(name: str, page: Figures, other: Figures, budget: float) -> Judged:
    ratio = page.total / other.total
    figure = f"{ratio:.2f} ({page.total:.1f} / {other.total:.1f} ms)"
    return Judged(name, ratio <= budget, figure, f"at most {budget}")


def _of_the_worst(pages: list[Figures], slow: float) -> Iterator[Judged]:
    """Budgets that all pages of a kind share; the page that is furthest from it is named."""
    visited = [page for page in pages if page.name.startswith("visitor, ")]
    anew = [page for page in visited if page.page.anew]
    kept = [page for page in visited if not page.page.anew and page.name != "visitor, search"]
    found = [page for page in pages if page.name.startswith("search, ")]
    ours = [page for page in pages if not page.name.startswith(("ORM", "SQL"))]
    for name, chosen, size, budget, unit, times in (
        ("visitors, made anew", anew, lambda page: page.total, VISITOR_ANEW, "ms CPU", slow),
        ("visitors, kept", kept, lambda page: page.total, VISITOR_KEPT, "ms CPU", slow),
        ("search, 95 of 100 answers", found, lambda page: page.p95, SEARCH_P95, "ms", 1),
        ("first view", ours, lambda page: page.first_view / 1000, FIRST_VIEW_KB, "KB", 1),
    ):
        if chosen:
            worst = max(chosen, key=size)
            yield at_most(f"{name} (worst: {worst.name})", size(worst), budget, unit, times)
