"""The page on which files are described says calmly that there are none, and no page leads to it then."""

import re
from pathlib import Path

import pytest

from disaster.disasters.models import Disaster

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"{% url '\w+:[\w-]+-files'")
ASKED = re.compile(r"{% if [^%]*(?:files|pictures|file_count)")


def links() -> list[tuple[str, str]]:
    """(template, what stands before a link to such a page)."""
    found = []
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        found += [(file.name, text[: each.start()][-600:]) for each in LINK.finditer(text)]
    return found


def test_links_stand_only_where_there_are_files():
    assert len(links()) > 5
    assert [name for name, before in links() if not ASKED.search(before)] == []


@pytest.mark.django_db
def test_without_files_the_page_is_calm(browser, secretariat):
    client = browser(secretariat)
    disaster = Disaster.objects.create(name="地震", date_precision="unknown", source="試験")
    page = client.get(f"/disaster/{disaster.pk}/files/")
    assert page.status_code == 200
    assert "添付ファイルはありません" in page.text
    assert "説明を保存する" not in page.text
    assert f"/disaster/{disaster.pk}/files/" not in client.get(f"/disaster/{disaster.pk}/records/").text
