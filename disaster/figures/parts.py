"""What each disaster adds to a number of which no sums are stored.

The versions are read once for all that a page says: its value, its sources and its history.
"""

from collections.abc import Mapping

from django.db.models import F

from common.compiled_queries.compiled import compiled
from disaster.disasters.queries import keys_told_in_public
from disaster.figures import sums
from disaster.figures.definitions import Figure
from disaster.figures.scopes import Records, Scope
from disaster.figures.values import MAX_SOURCES, FigureValue, parts_of, value_of
from disaster.support_records.moments import Moments


class Parts:
    """Of one figure over all disasters; two queries.

    Hidden disasters are read, too, and left out here: with a list of those that are told PostgreSQL would
    look up the records of each.
    """

    def __init__(self, figure: Figure, scope: Scope, moments: Moments):
        self.figure, self.query = figure, scope.query(moments)
        self.rows = [(each["disaster"], _row(each)) for each in _parts(figure, Records.of(scope, moments))]
        told = set(keys_told_in_public(**moments.slots_of_recording))
        self.told = [row for disaster, row in self.rows if disaster in told]

    def values(self) -> list[FigureValue]:
        """Over those that everybody reads; of goods one for each item and unit."""
        found = {} if self.figure.by_item else {("", ""): sums.NOTHING}
        for row in self.told:
            item = (row["item"], row["unit"])
            found[item] = sums.added(found.get(item, sums.NOTHING), row)
        cells = [(found[item] | {"item": item[0], "unit": item[1]}) for item in sorted(found)]
        return [value_of(self.figure, sums.cell_of(self.figure, cell), self.query) for cell in cells]

    def sources(self) -> list[str]:
        return sorted({source for row in self.told for source in row["sources"]})[:MAX_SOURCES]

    def by_disaster(self) -> Mapping[int, object]:
        """As `sums.by_disaster` says it."""
        found = {}
        for disaster, row in self.rows:
            found[disaster] = sums.added(found.get(disaster, sums.NOTHING), row)
        if self.figure.is_distinct:
            return {disaster: row["bodies"][0] for disaster, row in found.items()}
        return {disaster: row["total"] for disaster, row in found.items()}


def _row(row: dict) -> dict:
    """With nothing in place of NULL; lists in lists, as the rows of stored sums have them."""
    said = {name: value for name, value in row.items() if value is not None}
    row = sums.NOTHING | {"item": "", "unit": "", "sources": []} | said
    return row | {"coverage": [row["coverage"]], "bodies": [row["bodies"]]}


@compiled
def _parts(figure, records):
    concerned = figure.counts if figure.beside is None else figure.counts | figure.beside
    by = ("item", "unit") if figure.by_item else ()
    rows = records.stood().filter(concerned).values(*by, disaster=F("record__disaster"))
    return rows.annotate(**parts_of(figure))
