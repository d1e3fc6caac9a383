"""A map of Japan as 47 tiles (タイル地図): a number for each prefecture, in `components/tile_map.html`.

The place of each tile is in static/css/tile_map.css; here are only names, numbers and steps of tone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from members.prefectures import NAME_OF

BOUNDS = (1, 5, 10, 20)  # from which number each step of tone begins
_TILE = (
    '<li class="tile tile--{code} tile--step{step}"><a href="{url}"{current}>'
    '<span class="tile__name">{name}<span class="visually-hidden">{suffix}</span></span> '
    '<span class="tile__number">{number}<span class="visually-hidden">{unit}</span></span></a></li>'
)
_ROW = '<tr><th scope="row">{name}{suffix}</th><td class="number">{number}</td></tr>'


@dataclass(frozen=True)
class TileMap:
    """The list items of the map, the rows of its table and the steps of its legend."""

    items: SafeString
    rows: SafeString
    legend: list[tuple[int, str]]
    unit: str


def tile_map(
    numbers: Mapping[str, int],
    url: Callable[[str], str],
    *,
    chosen: str = "",
    unit: str = "団体",
    bounds: tuple[int, ...] = BOUNDS,
) -> TileMap:
    """`numbers` by the prefecture's name, none means 0; `url(code)` is where a tile leads."""
    tiles = [
        {
            "code": code,
            "name": _short(name),
            "suffix": name.removeprefix(_short(name)),
            "number": f"{numbers.get(name, 0):,}",
            "step": sum(numbers.get(name, 0) >= bound for bound in bounds),
            "url": url(code),
            "unit": unit,
            "current": SafeString(' aria-current="true"') if code == chosen else "",
        }
        for code, name in NAME_OF.items()
    ]
    legend = [
        (step, f"{bound}～{following - 1}{unit}" if following else f"{bound}{unit}以上")
        for step, (bound, following) in enumerate(zip(bounds, (*bounds[1:], 0), strict=True), 1)
    ]
    return TileMap(_joined(_TILE, tiles), _joined(_ROW, tiles), [(0, f"0{unit}"), *legend], unit)


def _short(name: str) -> str:
    """北海道 keeps its 道; the others stand without 都, 府 and 県."""
    return name if name == "北海道" else name[:-1]


def _joined(template: str, tiles: list[dict]) -> SafeString:
    return format_html_join("\n", template, tiles)
