"""The map of Japan as 47 tiles: every prefecture once, its number in words, its place on the map."""

import re
from pathlib import Path

from django.conf import settings

from members.directory.tile_map import tile_map
from members.local_governments.prefectures import NAME_OF, NAMES

TILE = re.compile(r'tile--(\d\d) tile--step(\d)"><a href="([^"]+)"( aria-current="true")?>')


def test_every_prefecture_has_a_tile_with_its_number_and_step():
    numbers = {"北海道": 4, "東京都": 23, "大阪府": 5, "沖縄県": 19}
    made = tile_map(numbers, "/members/?kind=a&prefecture=", chosen="27")
    found = {code: (step, url, bool(current)) for code, step, url, current in TILE.findall(made.items)}
    assert list(found) == list(NAME_OF)
    assert found["01"] == ("1", "/members/?kind=a&amp;prefecture=01", False)
    assert found["13"][0] == "4"
    assert found["27"] == ("2", "/members/?kind=a&amp;prefecture=27", True)
    assert found["47"][0] == "3"
    assert found["20"][0] == "0"
    assert '>0<span class="visually-hidden">団体' in made.items
    assert [name for name in NAMES if f'<th scope="row">{name}</th>' not in made.rows] == []
    assert '<td class="number">23</td>' in made.rows


def test_the_legend_says_what_each_step_means():
    words = [word for _, word in tile_map({}, "?p=").legend]
    assert words == ["0団体", "1～4団体", "5～9団体", "10～19団体", "20団体以上"]


def test_an_address_and_a_unit_are_escaped():
    made = tile_map({"東京都": 1}, '/x?q="><script>&p=', unit="<i>")
    assert "<script>" not in made.items
    assert "<i>" not in made.items


def test_every_tile_has_its_own_place():
    css = Path(settings.BASE_DIR, "static/css/tile_map.css").read_text()
    places = dict(re.findall(r"\.tile--(\d\d)\{grid-area:(\d+/\d+)\}", css))
    assert list(places) == list(NAME_OF)
    assert len(set(places.values())) == 47
