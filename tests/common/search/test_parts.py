"""Texts in parts: where a word stands, and who gets how much room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common import text
from common.search import parts
from common.search.parts import BETWEEN, TextPart


def test_parts_stand_behind_each_other_and_are_found_again():
    body, places = parts.join_parts(
        [TextPart("本文", "一行目\r\n二行目"), TextPart("空", ""), TextPart("返信3", "三")], [], 100
    )
    assert body == f"一行目\n二行目{BETWEEN}三"
    assert [parts.part_at(places, at, len(body))[0] for at in (0, 5, body.index("三"))] == [
        "本文",
        "本文",
        "返信3",
    ]
    _, start, end = parts.part_at(places, 0, len(body))
    assert body[start:end] == "一行目\n二行目"
    assert parts.part_at([], 3, 9) == ("", 0, 9)


def test_files_share_what_the_others_leave():
    files = [TextPart("長", "あ" * 1000), TextPart("短", "い" * 10), TextPart("長2", "う" * 1000)]
    body, places = parts.join_parts([TextPart("本文", "え" * 50)], files, 300)
    assert len(body) <= 300
    assert [name for _, name in places] == ["本文", "長", "短", "長2"]
    assert (body.count("い"), body.count("え")) == (10, 50)
    assert abs(body.count("あ") - body.count("う")) <= 1
    assert body.count("あ") > 100


def test_a_body_without_room_leaves_nothing_to_files():
    body, places = parts.join_parts([TextPart("本文", "え" * 500)], [TextPart("長", "あ" * 10)], 300)
    assert (body, places) == ("え" * 300, [(0, "本文")])


texts = st.lists(st.text("あい\n|", max_size=30), max_size=6)


@settings(max_examples=200, deadline=None)
@given(texts, texts, st.integers(1, 200))
def test_places_lead_to_their_parts(said, attached, room):
    body, places = parts.join_parts(
        [TextPart(f"部{n}", text) for n, text in enumerate(said)],
        [TextPart(f"添{n}", text) for n, text in enumerate(attached)],
        room,
    )
    assert len(body) <= room
    known = {f"部{n}": text for n, text in enumerate(said)} | {
        f"添{n}": text for n, text in enumerate(attached)
    }
    for at, name in places:
        found, start, end = parts.part_at(places, at, len(body))
        assert (found, start) == (name, at)
        whole = text.clean(known[name])
        assert body[start:end] == whole[: end - start]
        if name.startswith("部") and (at, name) != places[-1]:
            assert body[start:end] == whole


@pytest.mark.parametrize("count", [1, 20])
def test_one_file_or_twenty_fill_the_room(count):
    files = [TextPart(f"添{n}", "あ" * 20_000) for n in range(count)]
    body, _ = parts.join_parts([], files, 30_000)
    assert len(body) >= min(30_000 - 3 * count, 20_000 * count) - count
