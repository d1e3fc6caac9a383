"""Every page that opens without login, with sample content: axe objects to nothing, at 400 % none is wide."""

import re

import pytest
from django.urls import reverse

from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from disaster.figures.definitions import FIGURES
from disaster.support_records.models import SupportRecordVersion
from events.events.models import Event
from events.series.models import EventSeries
from events.sheets.models import ExhibitorSheet
from members.organizations.models import Organization
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue
from portal import seeding
from sign_ups.slots.models import Slot
from tests.public_addresses import PUBLIC

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

# Where one object stands for all: its kind is in the sample content.
OBJECTS = {
    "disaster:bulletin-detail": lambda: Bulletin.objects.published().first().get_absolute_url(),
    "disaster:disaster-detail": lambda: Disaster.objects.published().first().get_absolute_url(),
    "disaster:figure": lambda: reverse("disaster:figure", args=[FIGURES[0].key]),
    "disaster:municipality-support": lambda: reverse(
        "disaster:municipality-support", args=[_with_support("recipient_government")]
    ),
    "disaster:ward-support": lambda: reverse(
        "disaster:ward-support", args=[_with_support("sender_government")]
    ),
    "events:event-detail": lambda: Event.objects.published().last().get_absolute_url(),
    "events:event-series": lambda: reverse("events:event-series", args=[EventSeries.objects.first().pk]),
    "events:introduction-list": lambda: reverse(
        "events:introduction-list", args=[ExhibitorSheet.objects.public().first().participation.event_id]
    ),
    "members:organization-detail": lambda: Organization.objects.members().first().get_absolute_url(),
    "news:announcement-detail": lambda: Announcement.objects.current().first().get_absolute_url(),
    "news:article-detail": lambda: Article.objects.filter(issue__volume=13).first().get_absolute_url(),
    "news:newsissue-detail": lambda: NewsIssue.objects.published().last().get_absolute_url(),
    "portal:guide": lambda: "/guide/apply/",
    "sign_ups:slot-join": lambda: reverse(
        "sign_ups:slot-join", args=[Slot.objects.filter(audience="public").first().pk]
    ),
}
MORE = [
    "/search/?q=堺市",
    "/events/?when=past",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/login/code/",
]
# no entry of the menu leads to these
OF_NO_ENTRY = re.compile("/$|/search/|/accounts/")
# What needs a link or a code of a mail, or the step before it; their own stories look at them.
AFTER_A_STEP = re.compile(
    "by-mail|unsubscribe|digest-|-done$|-verified$|recovery_|correct|token-link|mailbox-returned"
    "|confirmation-answer|invitation-accept|application-form|takeover-(form|section|send|sent)|handover-ended"
    "|check_in:(?!enter)|own_sign_up:(?!enter)|survey_answers:(?!survey-enter)"
)
AT_400_PERCENT = 320  # pixels: 1,280 enlarged four times (WCAG 2.2, 1.4.10)
NO_PAGE = re.compile(
    r"file|csv|xlsx|json|-sheet$|calendar$|feed|open-data|healthz|readyz|robots|:sitemap$|thumbnail"
)


def _with_support(field):
    """The code of a local government that stands in a record."""
    known = SupportRecordVersion.objects.exclude(**{field: None}).values_list(f"{field}__code", flat=True)
    return known.order_by("pk").first()


@pytest.fixture
def content(site):
    for load in (*seeding.SEEDED.values(), *seeding.SAMPLED.values()):
        load()


@pytest.fixture
def javascript():
    return True  # axe is a script


def paths():
    names = sorted(name for name in PUBLIC if not (AFTER_A_STEP.search(name) or NO_PAGE.search(name)))
    return [OBJECTS[name]() if name in OBJECTS else reverse(name) for name in names] + MORE


def test_every_public_page_at_both_widths(person, content):
    visitor = person("visitor")
    found = paths()
    assert len(found) > 30
    for path in found:
        page = visitor.open(path)
        marked = page.locator(".nav--bar [aria-current]").count()
        assert marked == (0 if OF_NO_ENTRY.match(path) else 1), path
        page.set_viewport_size({"width": AT_400_PERCENT, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= AT_400_PERCENT, path
