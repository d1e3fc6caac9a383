"""The figures in Markdown: as they are printed, and as they stand in docs/performance.md."""

import datetime
import os
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from bench import budgets
from bench.background import LONGEST, Burst
from bench.budgets import Judged
from bench.explain import Plan
from bench.measure import Figures
from bench.posting import Posted

PAGE_COLUMNS = ("server", "database", "queries", "bytes", "first view", "p50 ms", "p95 ms", "status")


@dataclass
class Results:
    """All that a run found."""

    pages: dict[str, Figures] = field(default_factory=dict)
    growth: dict[str, Mapping[str, Figures]] = field(default_factory=dict)  # content: pages
    notes: dict[str, str] = field(default_factory=dict)  # what no budget is about
    plans: list[Plan] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    def judge(self, name: str, measured: float, budget: float, unit: str) -> None:
        self.judged.append(budgets.at_most(name, measured, budget, unit))

    def note_posting(self, posted: Posted, server: float, database: float, queries: int) -> None:
        rate = budgets.at_least(
            "posting, eight members", posted.per_second, budgets.REPLIES_A_SECOND, "a second"
        )
        self.judged.append(rate)
        self.judge("queries of a reply", queries, budgets.QUERIES_OF_REPLY, "queries")
        self.notes["a reply, ms CPU"] = f"{server:.1f} + {database:.1f}"
        self.notes["replies posted, refused"] = f"{posted.number}, {posted.refused}"

    def note_burst(self, burst: Burst) -> None:
        name, slow = f"{burst.replies} replies told and mailed", budgets.slowness(self.pages)
        self.judged.append(budgets.at_most(name, burst.mailed, budgets.BURST, "s", slow))
        self.notes["replies told a second"] = f"{burst.replies / burst.told:.1f}"
        self.notes["mails a second"] = f"{burst.mails / burst.mailed:.0f} ({burst.mails:,} mails)"
        if burst.mailed >= LONGEST:
            self.notes["burst"] = f"given up after {LONGEST:.0f} s"

    def counts(self) -> tuple[int, int]:
        """Passed, failed."""
        passed = sum(it.passed for it in self.judged)
        return passed, len(self.judged) - passed


def in_full(results: Results) -> str:
    parts = [
        _page_table(results.pages),
        _growth_table(results.growth),
        table(("what", "measured"), results.notes.items()),
        *map(_plan, results.plans),
        "\n".join(map(_line, results.judged)),
    ]
    return "\n\n".join(part for part in parts if part)


def _page_table(pages: Mapping[str, Figures]) -> str:
    """CPU of server and database in milliseconds a request; bytes on the wire."""
    return table(
        ("page", *PAGE_COLUMNS),
        (
            (
                name,
                f"{it.server:.1f}",
                f"{it.database:.1f}",
                it.queries,
                f"{it.bytes:,}",
                f"{it.first_view:,}",
                f"{it.p50:.1f}",
                f"{it.p95:.1f}",
                it.status,
            )
            for name, it in pages.items()
        ),
    )


def _growth_table(growth: Mapping[str, Mapping[str, Figures]]) -> str:
    if not growth:
        return ""
    names = next(iter(growth.values()))
    rows = ((name, *(pages[name].cpu for pages in growth.values())) for name in names)
    return table(("growth, ms CPU", *growth), rows)


def table(head, rows) -> str:
    rows = [tuple(map(str, row)) for row in rows]
    if not rows:
        return ""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [_row(head, widths), f"|{'|'.join('-' * (width + 2) for width in widths)}|"]
    return "\n".join(lines + [_row(row, widths) for row in rows])


def _row(cells, widths) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"


def _line(it: Judged) -> str:
    return f"{'passed' if it.passed else 'FAILED'}  {it.name}: {it.figure}, {it.budget}"


def _plan(plan: Plan) -> str:
    head = f"{plan.page}: {plan.milliseconds:.1f} ms, {plan.buffers:,} buffers"
    return "```\n" + "\n".join([head, *(f"  {line}" for line in plan.lines)]) + "\n```"


def machine() -> str:
    """What it was measured on, and when."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    processor = model[1] if model else platform.machine()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return (
        f"{today}: {os.cpu_count()} x {processor}, Python {platform.python_version()}, PostgreSQL {version}"
    )
