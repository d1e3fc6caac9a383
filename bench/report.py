"""The figures as a table in Markdown, and the budgets as lines."""

from collections.abc import Iterable

from bench.budgets import Judged
from bench.measure import Figures

COLUMNS = ("status", "queries", "server", "database", "p50 ms", "p95 ms", "bytes", "first view")
_LINES = [f"{'':->34}-", *("-" * (len(column) + 1) + ":" for column in COLUMNS)]
_HEAD = f"| {'page':33} | {' | '.join(COLUMNS)} |\n|{'|'.join(_LINES)}|"


def page_table(pages: Iterable[Figures]) -> str:
    """CPU of server and database in milliseconds a request; bytes on the wire."""
    return "\n".join([_HEAD, *map(_row, pages)])


def _row(it: Figures) -> str:
    return (
        f"| {it.name:33} | {it.status:6} | {it.queries:7} | {it.server:6.1f} | {it.database:8.1f} "
        f"| {it.p50:6.1f} | {it.p95:6.1f} | {it.bytes:5} | {it.first_view:10} |"
    )


def judged_line(it: Judged) -> str:
    return f"{'passed' if it.passed else 'FAILED'}  {it.name}: {it.words}"
