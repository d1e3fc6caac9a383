"""Readings are sorted as in a directory: かし, かじ, がし, きし."""

import ast

import pytest
from django.conf import settings

from common.search.kana import in_kana_order, plain_kana
from members.organizations.models import Organization

SORTED = [
    "あい",
    "かき",
    "かし",
    "かじ",
    "がし",
    "かつた",
    "かった",
    "がつだ",
    "きし",
    "はま",
    "ばん",
    "ぱん",
]


@pytest.mark.django_db
def test_dakuten_and_small_letters_count_last(no_cast, make_organization):
    for reading in reversed(SORTED):
        make_organization(f"{reading}会", kind="association", prefecture="大阪府", kana=reading)
    rows = Organization.objects.order_by(*in_kana_order("name_kana"))
    assert list(rows.values_list("name_kana", flat=True)) == sorted(SORTED, key=lambda r: (plain_kana(r), r))
    assert [plain_kana(reading) for reading in ("がっこう", "ぱぴぷ", "ゔぁ")] == [
        "かつこう",
        "はひふ",
        "うあ",
    ]


@pytest.mark.django_db
def test_the_directory_has_one_heading_for_か_and_が(no_cast, make_organization, visitor):
    for reading in ("かし", "がし", "かま", "きし"):
        make_organization(f"{reading}会", kind="association", prefecture="大阪府", kana=reading)
    page = visitor.get("/members/?sort=kana").content.decode()
    names = ["かし会", "がし会", "かま会", "きし会"]
    assert sorted(names, key=page.index) == names
    assert page.count('id="group-') == 2


def _sorts_by_code_point(node) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
        given = node.args
    elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ordering":
        given = getattr(node.value, "elts", [])
    else:
        return False
    return any(isinstance(one, ast.Constant) and str(one.value).endswith("_kana") for one in given)


def test_no_list_sorts_readings_by_code_point():
    found = []
    for room in settings.BASE_DIR.iterdir():
        if room.name in ("tests", "bench", "var") or not (room / "__init__.py").exists():
            continue
        for file in room.rglob("*.py"):
            tree = ast.parse(file.read_text())
            found += [f"{file}:{node.lineno}" for node in ast.walk(tree) if _sorts_by_code_point(node)]
    assert found == []
