"""What the home page shows of the rooms; each part is kept until one of its tables is written."""

import datetime
from dataclasses import dataclass

from common.attachments.models import StoredFile
from common.attachments.queries import files_by_kind, files_of_many
from common.compiled_queries.compiled import compiled
from common.japanese_calendar import today
from common.page_cache.values import kept_for_visitors
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.disasters.queries import recent_disasters
from disaster.figures.definitions import figure
from disaster.figures.models import SupportSum
from disaster.figures.scopes import ALL, Records
from disaster.figures.values import FigureValue, compute
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import NOW
from events.event_lists.queries import recent_events, upcoming_events
from events.events.models import Event
from events.venues.models import Venue
from members.access.viewers import viewer_of
from members.directory.filters import member_numbers
from members.directory.tile_map import Layer, TileMap, small_map, tile_map
from members.local_governments.agreement_regions import agreement_regions
from members.local_governments.prefectures import NAME_OF
from members.local_governments.ward_partnerships import ward_partnerships
from members.organizations.models import Organization
from news.announcements.models import Announcement
from news.announcements.queries import latest_announcements
from news.issues.models import Article, NewsIssue
from news.issues.queries import articles_of, newest_issues, set_pictures
from portal.home_pictures.models import HomePicture

OF_SUPPORT = (Disaster, DisasterPeriod, SupportRecord, SupportRecordVersion, SupportSum)
SHOWN_PLACES = 8
ON_DUTY, HELPED = figure("dispatch-on-duty"), figure("helped-governments")


def _by_prefecture(codes) -> dict[str, int]:
    counts = dict.fromkeys(NAME_OF.values(), 0)
    for code in codes:
        counts[NAME_OF[code[:2]]] += 1
    return counts


LAYERS = (
    Layer(
        "agreement",
        "広域連携協定の地域の自治体",
        "団体",
        _by_prefecture(code for codes in agreement_regions().values() for code in codes),
    ),
    Layer(
        "partner",
        "区と連携のある自治体",
        "団体",
        _by_prefecture({each.partner_code for each in ward_partnerships()}),
    ),
)


@dataclass(frozen=True)
class CountryMap:
    """Japan by prefectures, large with its marks, and small for narrow screens."""

    large: TileMap
    small: str


@kept_for_visitors(Organization)
def country_map(user) -> CountryMap:
    numbers = member_numbers(user)
    return CountryMap(tile_map(numbers, "/members/?prefecture=", layers=LAYERS), small_map(numbers))


@kept_for_visitors(HomePicture, StoredFile)
def home_pictures(user) -> list[HomePicture]:
    """The one that was chosen in place of the map, or none."""
    return list(HomePicture.objects.select_related("picture"))


@dataclass(frozen=True)
class HomeEvents:
    """The next events, or the newest that are over; each with `picture`, its first that may be shown."""

    are_coming: bool
    rows: list[Event]


@kept_for_visitors(Event, Venue, StoredFile)
def home_events(user) -> HomeEvents:
    coming = upcoming_events(3)
    rows = coming or recent_events(3)
    files = files_of_many(rows)
    for event in rows:
        pictures = files_by_kind(files[event.pk])["pictures"]
        event.picture = pictures[0] if pictures else None
    return HomeEvents(bool(coming), rows)


@dataclass(frozen=True)
class HomeSupport:
    """Who is supported now, and what was given so far; `places` are those of the people on duty today."""

    on_duty: FigureValue
    helped: FigureValue
    places: list[str]
    disasters: list[Disaster]
    day: datetime.date


@kept_for_visitors(*OF_SUPPORT)
def home_support(user) -> HomeSupport:
    on_duty, helped = compute((ON_DUTY, HELPED))
    places = [name for (name,) in _places(ON_DUTY, Records.of(ALL, NOW))] if on_duty.value else []
    return HomeSupport(on_duty, helped, places, recent_disasters(3), today())


@compiled
def _places(figure, records):
    """Whom the records that count name as supported, as they are written there."""
    named = records.told().filter(figure.counts).exclude(recipient="")
    return named.values_list("recipient").distinct().order_by("recipient")[:SHOWN_PLACES]


@dataclass(frozen=True)
class HomeNews:
    """The newest issue with its `picture`, where there is one, and what stands in it; the newest notices."""

    issue: NewsIssue | None
    articles: list[Article]
    announcements: list[Announcement]


@kept_for_visitors(Announcement, NewsIssue, Article, StoredFile)
def home_news(user) -> HomeNews:
    issue = newest_issues.first(viewer_of(user), 1)
    if issue:
        set_pictures([issue])
    articles = articles_of(issue, user)[:3] if issue else []
    return HomeNews(issue, articles, list(latest_announcements(3)))
