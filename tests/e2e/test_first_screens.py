"""What stands in the first screen of the public front pages, at both widths."""

import datetime

import pytest
from django.utils import timezone

from events.events.models import Event
from members.metrics.seed_data import load_metrics
from members.organizations.models import Organization

pytestmark = pytest.mark.e2e
SCREENS = {1280: 800, 375: 700}


@pytest.fixture
def content(site, sakai, kushiro, koto):
    load_metrics()
    day = timezone.localdate() + datetime.timedelta(days=3)
    facts = {"state": "published", "published_at": timezone.now(), "source": "試験", "kind": "exhibition"}
    Event.objects.create(title="見本の展示", starts_on=day, ends_on=day, **facts)


def bottom_of(target) -> float:
    box = target.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("width", SCREENS)
def test_home_shows_map_numbers_search_and_the_next_event_without_scrolling(person, content, width):
    visitor = person("visitor")
    page = visitor.open("/")
    page.set_viewport_size({"width": width, "height": SCREENS[width]})
    shown = [
        page.locator("ol.tile-map__tiles:visible, .small-map:visible").first,
        page.get_by_role("searchbox").locator("visible=true").first,
        page.locator(".next-event"),
        *page.locator(".home-figures__value").all(),
        *page.locator(".home-figures__day").all(),
    ]
    assert len(shown) == 9
    assert max(map(bottom_of, shown)) <= SCREENS[width]


def test_the_first_member_of_1800_stands_above_700_px(person, content):
    facts = {"kind": "municipality", "prefecture": "大阪府", "name_kana": "みほん", "joined_on": "2026-04-01"}
    Organization.objects.bulk_create(Organization(name=f"見本{n}町", **facts) for n in range(1800))
    page = person("visitor").open("/members/")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert bottom_of(page.locator(".directory__names li").first) <= 700
    assert page.locator(".directory__names li").count() == 100
    names = page.locator(".directory__group").last.locator("li").all()[:6]
    assert len({name.bounding_box()["x"] for name in names}) == 3  # columns


def test_the_search_of_the_directory_covers_no_tile_of_the_map(person, content):
    page = person("visitor").open("/members/")
    for width in (1024, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        covered = page.evaluate("""() => [...document.querySelectorAll(".tile a")].filter(tile => {
          const box = tile.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return !tile.contains(top);
        }).map(tile => tile.innerText)""")
        assert covered == [], width
