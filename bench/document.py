"""The figures in docs/performance.md: what it was before stays beside what it is now."""

import re
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from bench import report
from bench.report import Results

DOCUMENT = Path(settings.BASE_DIR) / "docs/performance.md"
COLUMNS = ("before", "after")
ROW = re.compile(r"^\| (.+?) +\| (.*?) +\| (.*?) +\|$", re.M)


def write(results: Results, column: str, document: Path = DOCUMENT) -> None:
    """Write the run into its column; the tables below are those of the run that was written last."""
    text = document.read_text()
    kept = {name: [*cells] for name, *cells in ROW.findall(_part(text, "compared"))[1:]}
    for name, figure in summary(results).items():
        kept.setdefault(name, ["", ""])[COLUMNS.index(column)] = figure
    rows = [(name, *cells) for name, cells in kept.items() if not set(name) <= {"-"}]
    text = _replaced(text, "compared", report.table(("what", *COLUMNS), rows))
    text = _replaced(text, "run", report.in_full(results))
    document.write_text(text)


def summary(results: Results) -> Mapping[str, str]:
    """One figure for each thing that was measured, by the name under which it is found again."""
    pages = {name: it.cpu for name, it in results.pages.items()}
    others = {it.name.partition(" (worst")[0]: it.figure for it in results.judged if it.name not in pages}
    return {"machine": report.machine(), **pages, **others, **results.notes}


def _part(text: str, name: str) -> str:
    return text.partition(f"<!-- {name} -->")[2].partition(f"<!-- end of {name} -->")[0]


def _replaced(text: str, name: str, part: str) -> str:
    before, start, rest = text.partition(f"<!-- {name} -->")
    _, end, after = rest.partition(f"<!-- end of {name} -->")
    return f"{before}{start}\n\n{part}\n\n{end}{after}"
