"""Every page that links lead to, over the sample content: looked at once, at both widths.

A page is known by the name of its address, so of many topics the first is opened. Lists (list.html) stand
with their first row in the first screen, and the navigation marks one entry.
"""

import re
from collections import deque

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve

from tests.public_addresses import PUBLIC

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
DEMO_PASSWORD = "renkei-demo-2026"  # of the sample content: everybody may read it
FIRST_SCREEN = {1280: 800, 375: 700}  # width: the first row begins above
FIRST_ROW = ".list-head ~ :is(.ledger > li, .table-wrap tbody tr, table tbody tr, form :is(.ledger > li, tr))"
UNMARKED = {"portal:home", "portal:search"}  # belong to no entry of the navigation
LEFT_OUT = re.compile(
    r"^(admin|common):|(xlsx|csv|zip|pdf|ics|json|feed|calendar|export|sheet|template|labels)$"
)
FILE = re.compile(r"\.(csv|xlsx|zip|pdf|ics|json|xml)(\?|$)")
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
MARKED = """[...document.querySelectorAll('.nav [aria-current]')]
    .filter(entry => entry.getClientRects().length).map(entry => entry.innerText)"""


@pytest.fixture
def sample(site):
    call_command("seed_facts", verbosity=0)
    call_command("seed_sample", verbosity=0)


def name_of(path):
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def ways_on(page, seen):
    """The links of the page to pages whose like nobody has seen."""
    for href in page.evaluate(LINKS):
        path = href.partition("#")[0]
        name = name_of(path) if path.startswith("/") else ""
        if name and name not in seen and not LEFT_OUT.search(name) and not FILE.search(path):
            seen.add(name)
            yield path


def low_first_rows(page):
    """What to say where the first row of a list lies below the first screen."""
    for width, height in FIRST_SCREEN.items():
        page.set_viewport_size({"width": width, "height": height})
        row = page.locator(FIRST_ROW).first
        if row.count() and (top := row.bounding_box()["y"]) >= height:
            yield f"the first row begins at {top:.0f} px of {height}"


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_every_page(sample, person):
    seen, looked_at = set(), 0
    for who in ("officer", "ward", "secretariat"):
        watched = person(who)
        watched.log_in(f"{who}@demo.example", DEMO_PASSWORD)
        todo = deque(["/mypage/"])
        while todo:
            path = todo.popleft()
            if name_of(path) in PUBLIC:  # visitors look at those
                page = watched.page
                page.goto(watched.site + path)
            else:
                page = watched.open(path)
                looked_at += 1
                watched.troubles += [f"{path}: {low}" for low in low_first_rows(page)]
            page.set_viewport_size({"width": 1280, "height": 800})
            marked = page.evaluate(MARKED)
            if len(marked) != (name_of(path) not in UNMARKED):
                watched.troubles.append(f"{path}: marked in the navigation: {marked}")
            todo += ways_on(page, seen)
    assert looked_at >= 100
