"""Measure pages of a running site: CPU of server and database, milliseconds, queries, bytes on the wire."""

import itertools
import socket
import statistics
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import cpu, wire
from bench.wire import HOST

WARM_UP = 24  # requests before the first that counts: each web process has met the page by then
PER_CONNECTION = 4  # then the next connection, which may lead to the other web process
VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


@dataclass
class Page:
    """What is asked: an address, by a logged-in client or a visitor's.

    `unchanged`: by who has it already; `anew`: as after a change, so that no kept page can be given.
    """

    name: str
    path: str
    client: Client
    unchanged: bool = False
    anew: bool = False


@dataclass
class Figures:
    """What one page cost; `rounds` are CPU milliseconds a request of server and database."""

    page: Page
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    queries: int = 0
    bytes: int = 0
    first_view: int = 0
    rounds: list[tuple[float, float]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.page.name

    @property
    def server(self) -> float:
        """Of the cheapest round: what others do on the machine meanwhile can only add to it."""
        return min(self.rounds, key=sum)[0]

    @property
    def database(self) -> float:
        return min(self.rounds, key=sum)[1]

    @property
    def cpu(self) -> str:
        return f"{self.server:.1f} + {self.database:.1f}"

    @property
    def total(self) -> float:
        return self.server + self.database

    @property
    def p50(self) -> float:
        """Milliseconds until the answer was there."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)]


class Meter:
    """Asks a site at `port`, whose web server has process number `server`."""

    def __init__(self, *, port: int, server: int):
        self.port, self.server, self.data = port, server, cpu.data_folder()
        self.counter = itertools.count()

    def meet(self, page: Page) -> Figures:
        """Ask a page until every process knows it; what it is, without its cost."""
        figures = Figures(page, {"Cookie": cookies_of(page.client)} if page.client.cookies else {})
        first, _ = self._ask(figures, 1)
        if page.unchanged:
            seen = {name: first.headers[name] for name in VALIDATORS if first.headers[name]}
            figures.headers |= {VALIDATORS[name]: value for name, value in seen.items()}
        for _ in range(WARM_UP // PER_CONNECTION):
            answer, _ = self._ask(figures, PER_CONNECTION)
        figures.status, figures.bytes, figures.queries = answer.status, answer.bytes, len(queries_of(page))
        figures.first_view = wire.first_view_bytes(self.port, first)
        return figures

    def measure(self, figures: Figures, seconds: float) -> None:
        """One more round: the page alone for so many seconds, by one client."""
        before, times, end = self.spent(), [], time.monotonic() + seconds
        while time.monotonic() < end:
            times += self._ask(figures, PER_CONNECTION)[1]
        server, database = self.milliseconds_since(before)
        figures.rounds.append((server / len(times), database / len(times)))
        figures.times += times

    def spent(self) -> tuple[cpu.Spent, cpu.Spent]:
        processes = cpu.web_processes(self.server), cpu.database_processes(self.data)
        return cpu.spent(processes[0]), cpu.spent(processes[1])

    def milliseconds_since(self, before: tuple[cpu.Spent, cpu.Spent]) -> tuple[float, float]:
        """CPU of server and database since that reading."""
        after = self.spent()
        return cpu.milliseconds(before[0], after[0]), cpu.milliseconds(before[1], after[1])

    def memory_mb(self) -> int:
        return cpu.most_memory_mb(cpu.web_processes(self.server))

    def _ask(self, figures: Figures, times: int) -> tuple[wire.Answer, list[float]]:
        """The last answer, and the milliseconds that each took."""
        link, took = wire.connect(self.port), []
        for _ in range(times):
            started = time.perf_counter()
            answer = wire.ask(link, self._address(figures.page), figures.headers)
            took.append((time.perf_counter() - started) * 1000)
        link.close()
        return answer, took

    def _address(self, page: Page) -> str:
        """Pages are kept by their whole address: one that nobody asked for is made."""
        begin = "&" if "?" in page.path else "?"
        return f"{page.path}{begin}anew={next(self.counter)}" if page.anew else page.path


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def queries_of(page: Page) -> list[str]:
    """The queries of the page when it is asked again, in this process."""
    page.client.get(page.path, headers={"host": HOST})
    with CaptureQueriesContext(connection) as captured:
        page.client.get(page.path, headers={"host": HOST})
    return [query["sql"] for query in captured.captured_queries]


def cookies_of(client: Client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
