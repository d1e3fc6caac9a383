"""A map of Japan as 47 tiles (タイル地図): a number for each prefecture, in `components/tile_map.html`.

The place of each tile is in static/css/tile_map.css; here are only names, numbers and steps of tone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from members.local_governments.prefectures import NAME_OF

BOUNDS = (1, 5, 10, 20)  # from which number each step of tone begins


@dataclass(frozen=True)
class TileMap:
    """The list items of the map, the rows of its table and the steps of its legend."""

    items: SafeString
    rows: SafeString
    legend: list[tuple[int, str]]
    unit: str


def tile_map(
    numbers: Mapping[str, int],
    address: str,
    *,
    chosen: str = "",
    unit: str = "団体",
    bounds: tuple[int, ...] = BOUNDS,
    links_to_none: bool = True,
) -> TileMap:
    """`numbers` by the prefecture's name, none means 0; a tile leads to `address` and its two digits.

    Without `links_to_none` a tile with 0 leads nowhere.
    """
    # plain strings: the names are ours, and 47 times format_html costs more than the rest of the page
    before, word = escape(address), escape(unit)
    items, rows = [], []
    for code, name in NAME_OF.items():
        number = numbers.get(name, 0)
        step = sum(number >= bound for bound in bounds)
        current = ' aria-current="true"' if code == chosen else ""
        begins, ends = (f'<a href="{before}{code}"{current}>', "</a>") if number or links_to_none else _PLAIN
        items.append(
            f'<li class="tile tile--{code} tile--step{step}">{begins}'
            f'<span class="tile__name">{_NAMES[code]}</span> <span class="tile__number">{number:,}'
            f'<span class="visually-hidden">{word}</span></span>{ends}</li>'
        )
        rows.append(f'<tr><th scope="row">{name}</th><td class="number">{number:,}</td></tr>')
    return TileMap(mark_safe("\n".join(items)), mark_safe("\n".join(rows)), _legend(bounds, unit), unit)


def _legend(bounds: tuple[int, ...], unit: str) -> list[tuple[int, str]]:
    steps = zip(bounds, (*bounds[1:], 0), strict=True)
    words = [f"{bound}～{next_ - 1}{unit}" if next_ else f"{bound}{unit}以上" for bound, next_ in steps]
    return list(enumerate([f"0{unit}", *words]))


_PLAIN = ('<div class="tile__plain">', "</div>")
# four characters do not fit: 北海道 keeps its 道, the others stand without 都, 府 and 県
_NAMES = {code: name if name == "北海道" else name[:-1] for code, name in NAME_OF.items()}
