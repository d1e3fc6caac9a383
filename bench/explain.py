"""How PostgreSQL answers the costliest query of a page, in short."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from bench.measure import Figures, queries_of

HOT = (
    "board front",
    "board, one kind",
    "board, page 500",
    "board, unread",
    "topic, 20 posts",
    "my page",
    "search, 1,000 topics",
    "search, 100 topics",
)


@dataclass(frozen=True)
class Plan:
    page: str
    milliseconds: float
    buffers: int
    lines: list[str]


def hot_plans(pages: Mapping[str, Figures]) -> list[Plan]:
    return [_costliest(pages[name]) for name in HOT if name in pages]


def _costliest(page: Figures) -> Plan:
    selects = (
        query for query in queries_of(page.page) if query.lstrip(" (\n").startswith(("SELECT", "WITH"))
    )
    return max((_explain(page.name, query) for query in selects), key=lambda plan: plan.milliseconds)


def _explain(page: str, query: str) -> Plan:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + query.replace("%", "%%"), [])
        found = cursor.fetchone()[0]
    top = (json.loads(found) if isinstance(found, str) else found)[0]
    plan = top["Plan"]
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return Plan(page, top["Planning Time"] + top["Execution Time"], buffers, list(_lines(plan, 0)))


def _lines(node: dict, depth: int) -> Iterator[str]:
    """One line for each step that ran: what, by which index or of which table, how many rows."""
    where = node.get("Index Name") or node.get("Relation Name") or node.get("Function Name") or ""
    times = f" x {node['Actual Loops']:.0f}" if node["Actual Loops"] > 1 else ""
    if node["Actual Loops"]:
        yield (
            f"{'  ' * depth}{node['Node Type']} {where}".rstrip() + f", {node['Actual Rows']:.0f} rows{times}"
        )
    for child in node.get("Plans", []):
        yield from _lines(child, depth + 1)
