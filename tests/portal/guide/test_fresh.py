"""The guide says what is so: its pictures, links, addresses and the words of the screens are there."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve

from portal.guide.contents import GUIDES, GUIDES_OF
from tests.portal.test_layout import PACKAGES

ROOT = Path(settings.BASE_DIR)
PAPERS = sorted((ROOT / "docs/ja").glob("*.md"))
PICTURES = ROOT / "docs/ja/images"
SHOTS = tomllib.loads((ROOT / "docs/ja/pictures.toml").read_text())
NAMED = re.compile(r"「([^」]+)」(?=を押|から|のボタン|のページ|を開|を選|で、|に、|→)")
PLACEHOLDER = re.compile(r"[○〇]+課?|（[^）]*の名称）")
# what people type, and names of things of the world
EXAMPLES = {"東北"}
each_paper = pytest.mark.parametrize("paper", PAPERS, ids=[paper.stem for paper in PAPERS])


@cache
def shown() -> str:
    """All that the site says in its templates and its code, without markup in between."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static/js").rglob("*.js")]
    files += [file for room in PACKAGES for file in (ROOT / room).rglob("*.py")]
    return "\n".join(file.read_text() for file in files)


def test_every_page_has_its_paper_and_no_paper_is_left_over():
    assert sorted(GUIDES) == [paper.stem for paper in PAPERS]


@each_paper
def test_a_paper_begins_with_its_title_and_has_text(paper):
    lines = paper.read_text().splitlines()
    assert re.fullmatch(r"# \S.*", lines[0])
    assert len("".join(lines[1:])) > 60
    assert not [line for line in lines[1:] if line.startswith("# ")]


@each_paper
def test_every_word_of_a_screen_is_on_a_screen(paper):
    words = set(NAMED.findall(paper.read_text())) - EXAMPLES
    missing = [
        word for word in sorted(words) if not all(part in shown() for part in PLACEHOLDER.split(word) if part)
    ]
    assert missing == []


@each_paper
def test_every_address_is_there(paper):
    for address in re.findall(r"`(/[a-z/-]+/)`", paper.read_text()):
        try:
            resolve(address)
        except Resolver404:
            pytest.fail(f"{paper.name}: {address}")


def test_every_screen_that_a_page_explains_is_there():
    assert set(GUIDES_OF) - set(_names(get_resolver())) == set()


def _names(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_picture_is_there_and_is_shown():
    named = {name for paper in PAPERS for name in re.findall(r"\(images/([^)]+)\)", paper.read_text())}
    assert named == {file.name for file in PICTURES.iterdir()}
    assert named == {f"{name}.webp" for name in SHOTS}, "make guide-pictures"


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_is_light_and_its_screen_is_explained_by_its_page(name):
    assert (PICTURES / f"{name}.webp").stat().st_size < 80_000
    shown_by = resolve(SHOTS[name]["path"].partition("?")[0]).view_name
    followed = "click" in SHOTS[name]
    assert followed or shown_by in GUIDES[name].explains


def test_a_word_that_is_nowhere_is_missed():
    assert NAMED.findall("「どこにもないボタン」を押すと、「例」のように出ます。") == ["どこにもないボタン"]
    assert "どこにもないボタン" not in shown()
