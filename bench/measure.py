"""Measure pages of a running site: queries, milliseconds, CPU, requests a second, bytes."""

import http.client
import os
import re
import socket
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HOST = "127.0.0.1"
CLIENTS = 4
ONE_BY_ONE = 60
LINE = re.compile(r"portal\.request .* ms=([\d.]+) .*id='bench-(\d+)-")


@dataclass
class Measured:
    """One page: times as the server's own log tells them, in milliseconds."""

    name: str
    status: int
    queries: int
    bytes: int
    per_second: float
    cpu: float
    times: list[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)]


@dataclass
class Page:
    """What is asked: an address, by a logged-in client or a visitor's."""

    name: str
    path: str
    client: Client


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Meter:
    """Asks a site at `port`, whose web server has process number `server` and writes its log to `log`."""

    def __init__(self, *, port: int, server: int, log: Path, seconds: float):
        self.port, self.server, self.log, self.seconds = port, server, log, seconds

    def measure(self, number: int, page: Page) -> Measured:
        status, size = self._ask(page, 4, f"warm-{number:04}")
        self._ask(page, ONE_BY_ONE, f"bench-{number}-0000")
        before = self.cpu_seconds()
        asked, took = self._crowd(page)
        cpu = (self.cpu_seconds() - before) / asked * 1000
        times = [float(ms) for ms, of in LINE.findall(self.log.read_text()) if int(of) == number] or [0.0]
        return Measured(page.name, status, _queries(page), size, asked / took, cpu, times)

    def workers(self) -> list[int]:
        """Process numbers of the web server's workers."""
        children = Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()
        return [int(pid) for pid in children]

    def memory_mb(self) -> int:
        """Most memory that a worker ever held."""
        statuses = (Path(f"/proc/{pid}/status").read_text() for pid in self.workers())
        return max(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) for status in statuses) // 1024

    def cpu_seconds(self) -> float:
        ticks = 0
        for pid in self.workers():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _ask(self, page: Page, times: int, request_id: str) -> tuple[int, int]:
        link = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Cookie": _cookies(page.client), "X-Request-ID": request_id, "Accept-Encoding": "gzip"}
        for _ in range(times):
            link.request("GET", page.path, headers=headers)
            answer = link.getresponse()
            body = answer.read()
        link.close()
        return answer.status, len(body)

    def _crowd(self, page: Page) -> tuple[int, float]:
        """Several clients at once for some seconds: how many answers, and how long it took."""
        asked = [0] * CLIENTS
        end = time.monotonic() + self.seconds

        def client(place):
            while time.monotonic() < end:
                self._ask(page, 5, "crowd-0000")
                asked[place] += 5

        started = time.monotonic()
        _together([lambda place=place: client(place) for place in range(CLIENTS)])
        return sum(asked), time.monotonic() - started


def _together(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _queries(page: Page) -> int:
    """Queries of the page when asked again, in this process."""
    page.client.get(page.path, headers={"host": HOST})
    with CaptureQueriesContext(connection) as captured:
        page.client.get(page.path, headers={"host": HOST})
    return len(captured)


def _cookies(client: Client) -> str:
    morsel = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{settings.SESSION_COOKIE_NAME}={morsel.value}" if morsel else ""
