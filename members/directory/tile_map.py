"""A map of Japan as 47 tiles (タイル地図): a number for each prefecture, in `components/tile_map.html`.

Names, numbers, steps of tone and marks are here; where each tile of the large map lies is told in
static/css/tile_map.css, where each of the small picture lies in `PLACES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from members.local_governments.prefectures import NAME_OF

BOUNDS = (1, 5, 10, 20)  # from which number each step of tone begins
# column and row of each tile, two digits each, in the order of the codes
_PLACES = (
    "1301 1302 1303 1304 1203 1204 1205 1306 1206 1106 1107 1307 1207 1108 1105 0905 0805 0806 1007 1006 "
    "0906 1008 0907 0908 0807 0707 0708 0607 0808 0809 0507 0407 0508 0408 0308 0610 0609 0509 0510 0309 "
    "0209 0109 0210 0310 0311 0211 0111"
)
PLACES = tuple((int(place[:2]), int(place[2:])) for place in _PLACES.split())


@dataclass(frozen=True)
class Layer:
    """What more a tile tells, by a mark of its own shape and colour (印)."""

    key: str
    label: str
    unit: str
    numbers: Mapping[str, int]

    def mark(self, prefecture: str) -> str:
        number = self.numbers.get(prefecture, 0)
        word = f"、{self.label}{number:,}{self.unit}"
        return (
            f'<span class="mark mark--{self.key}"></span><span class="visually-hidden">{word}</span>'
            if number
            else ""
        )


@dataclass(frozen=True)
class TileMap:
    """The list items of the map, the rows of its table, the steps of its legend and its marks."""

    items: SafeString
    rows: SafeString
    legend: list[tuple[int, str]]
    unit: str
    layers: tuple[Layer, ...] = ()


def tile_map(
    numbers: Mapping[str, int],
    address: str,
    *,
    chosen: str = "",
    unit: str = "団体",
    bounds: tuple[int, ...] = BOUNDS,
    links_to_none: bool = True,
    layers: tuple[Layer, ...] = (),
) -> TileMap:
    """`numbers` by the prefecture's name, none means 0; a tile leads to `address` and its two digits.

    Without `links_to_none` a tile with 0 leads nowhere.
    """
    # plain strings: the names are ours, and 47 times format_html costs more than the rest of the page
    before, word = escape(address), escape(unit)
    items, rows = [], []
    for code, name in NAME_OF.items():
        number = numbers.get(name, 0)
        current = ' aria-current="true"' if code == chosen else ""
        begins, ends = (f'<a href="{before}{code}"{current}>', "</a>") if number or links_to_none else _PLAIN
        marks = "".join(layer.mark(name) for layer in layers)
        items.append(
            f'<li class="tile tile--{code} tile--step{_step(number, bounds)}">{begins}'
            f'<span class="tile__name">{_NAMES[code]}</span> <span class="tile__number">{number:,}'
            f'<span class="visually-hidden">{word}</span></span>{marks}{ends}</li>'
        )
        more = "".join(f'<td class="number">{layer.numbers.get(name, 0):,}</td>' for layer in layers)
        rows.append(f'<tr><th scope="row">{name}</th><td class="number">{number:,}</td>{more}</tr>')
    shown, twin = mark_safe("\n".join(items)), mark_safe("\n".join(rows))
    return TileMap(shown, twin, _legend(bounds, unit), unit, layers)


def small_map(numbers: Mapping[str, int] | None = None, *, chosen: str = "") -> SafeString:
    """A small picture without words: the tones of `numbers`, or where `chosen` (two digits) lies."""
    squares = []
    for (code, name), (column, row) in zip(NAME_OF.items(), PLACES, strict=True):
        step = _step(numbers.get(name, 0), BOUNDS) if numbers else 4 if code == chosen else 1
        squares.append(f'<rect class="square{step}" x="{column}0" y="{row}0" width="9" height="9"/>')
    return mark_safe(f'<svg viewBox="9 9 131 111" aria-hidden="true">{"".join(squares)}</svg>')


def _step(number: int, bounds: tuple[int, ...]) -> int:
    return sum(number >= bound for bound in bounds)


def _legend(bounds: tuple[int, ...], unit: str) -> list[tuple[int, str]]:
    steps = zip(bounds, (*bounds[1:], 0), strict=True)
    words = [f"{bound}～{next_ - 1}{unit}" if next_ else f"{bound}{unit}以上" for bound, next_ in steps]
    return list(enumerate([f"0{unit}", *words]))


_PLAIN = ('<div class="tile__plain">', "</div>")
# four characters do not fit: 北海道 keeps its 道, the others stand without 都, 府 and 県
_NAMES = {code: name if name == "北海道" else name[:-1] for code, name in NAME_OF.items()}
