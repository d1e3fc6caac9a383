"""Which pages are measured, and who asks for them."""

from urllib.parse import quote

from django.db.models import Count, F
from django.db.models.functions import Abs
from django.test import Client

from bench.budgets import KEPT
from bench.content.organizations import bulk_secretariat, bulk_users
from bench.content.topics import IN_HUNDRED, IN_THOUSAND
from bench.measure import Page
from board.topics.models import Topic
from disaster.disasters.models import Disaster
from events.events.models import Event
from inquiries.inquiries.models import Inquiry
from members.organizations.models import Organization
from news.issues.models import NewsIssue
from pamphlets.answers.models import WardAnswer

BACKEND = "members.login.backends.PersonBackend"


def logged_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def all_pages() -> list[Page]:
    ward, officer = (logged_in(user) for user in bulk_users()[:2])  # the first of every six is of a ward
    return [*_floors(officer), *_board(officer, ward), *_others(officer, ward), *_search(officer), *_public()]


def growing_pages() -> list[Page]:
    """Those whose cost must not grow with what lies in the database."""
    officer = logged_in(bulk_users()[1])
    topics = topics_of_length()
    return [
        Page("board front", "/board/", officer),
        Page("board, one kind", "/board/?kind=proposal", officer),
        Page("board, half way down", f"/board/?page={Topic.objects.count() // 40}", officer),
        Page("board, unread", "/board/unread/", officer),
        Page("topic, 20 posts", topics[19], officer),
        Page("search, 100 topics", f"/search/?q={quote(IN_HUNDRED)}", officer),
    ]


def topics_of_length() -> dict[int, str]:
    """Addresses of topics that all may read and answer, with 19 replies (20 posts) and 50, or nearly so."""
    whole = Topic.objects.filter(
        audience="all", state="open", locked_at=None, merged_into=None, hidden_at=None
    )
    whole = whole.exclude(kind="talk")
    return {
        replies: whole.order_by(Abs(F("reply_count") - replies), "pk").first().get_absolute_url()
        for replies in (19, 50)
    }


def _floors(officer) -> list[Page]:
    topics = topics_of_length()
    numbers = {number: path.strip("/").split("/")[-1] for number, path in topics.items()}
    deep = list(Topic.objects.order_by("-activity_no").values_list("activity_no", flat=True)[9_980:9_981])
    return [
        Page("ORM front", "/bench/orm/board/", officer),
        Page("ORM list", "/bench/orm/board/?kind=proposal", officer),
        Page("ORM page 500", "/bench/orm/board/?page=500", officer),
        Page("ORM unread", "/bench/orm/unread/", officer),
        Page("ORM topic, 20 posts", f"/bench/orm/topics/{numbers[19]}/", officer),
        Page("ORM topic, 50 replies", f"/bench/orm/topics/{numbers[50]}/", officer),
        Page("SQL front", "/bench/sql/board/", officer),
        Page("SQL page 500", f"/bench/sql/board/?below={(deep or [1])[0]}", officer),
        Page("SQL topic, 20 posts", f"/bench/sql/topics/{numbers[19]}/", officer),
        Page("SQL topic, 50 replies", f"/bench/sql/topics/{numbers[50]}/", officer),
    ]


def _board(officer, ward) -> list[Page]:
    topics = topics_of_length()
    longest = Topic.objects.order_by("-reply_count").first().get_absolute_url()
    return [
        Page("board front", "/board/", officer),
        Page("board, one kind", "/board/?kind=proposal", officer),
        Page("board, page 500", "/board/?page=500", officer),
        Page("board, unread", "/board/unread/", officer),
        Page("board, by word", f"/board/?q={quote(IN_THOUSAND)}", officer),
        Page("topic, 20 posts", topics[19], officer),
        Page("topic, 50 replies", topics[50], officer),
        Page("topic, longest, last page", f"{longest}?page=9999", officer),
        Page("my page", "/mypage/", officer),
        Page("my page, ward", "/mypage/", ward),
    ]


def _others(officer, ward) -> list[Page]:
    return [
        Page("home, officer", "/", officer),
        *_inquiries(),
        *_pamphlets(ward),
        Page("event desk", f"{_largest_event().get_absolute_url()}desk/", logged_in(bulk_secretariat())),
        Page("disaster, officer", _largest_disaster().get_absolute_url(), officer),
    ]


def _inquiries() -> list[Page]:
    every = Inquiry.objects.order_by("pk").first()  # asks every member fifty questions
    some = Inquiry.objects.filter(reach=Inquiry.Reach.CHOSEN).order_by("pk").first()  # asks fifty bodies five
    asker, other = logged_in(every.author), logged_in(some.author)
    return [
        Page("inquiries", "/inquiries/", asker),
        Page("inquiry, results", f"{every.get_absolute_url()}results/", asker),
        Page("inquiry, numbers", f"{every.get_absolute_url()}counts/", asker),
        Page("inquiry, 50 bodies", some.get_absolute_url(), other),
        Page("inquiry, 50 bodies, results", f"{some.get_absolute_url()}results/", other),
    ]


def _pamphlets(ward) -> list[Page]:
    """One that the ward has still to answer; its asker."""
    own = bulk_users()[0].section.organization_id
    waiting = WardAnswer.objects.filter(organization=own, state="waiting", pamphlet__state="open")
    pamphlet = waiting.order_by("-pamphlet__pk").first().pamphlet
    return [
        Page("pamphlets", "/board/pamphlets/", ward),
        Page("pamphlet, ward", pamphlet.get_absolute_url(), ward),
        Page("pamphlet, asker", pamphlet.get_absolute_url(), logged_in(pamphlet.author)),
    ]


def _largest_event() -> Event:
    """With some 370 bodies that exhibit."""
    return Event.objects.published().annotate(bodies=Count("participations")).order_by("-bodies", "pk")[0]


def _largest_disaster() -> Disaster:
    return Disaster.objects.published().annotate(told=Count("records")).order_by("-told", "pk")[0]


def _search(officer) -> list[Page]:
    words = {
        "1,000 topics": IN_THOUSAND,
        "100 topics": IN_HUNDRED,
        "two letters": "防災",
        "two words": "ワーケーション 復興",
        "nothing found": "灯台鯨",
    }
    return [Page(f"search, {name}", f"/search/?q={quote(word)}", officer) for name, word in words.items()]


def _public() -> list[Page]:
    visitor = Client(raise_request_exception=False)
    kept = {name: "/" if name == "home" else f"/{name}/" for name in KEPT}
    kept["event with most bodies"] = _largest_event().get_absolute_url()
    kept["disaster with most records"] = _largest_disaster().get_absolute_url()
    kept["number over all disasters"] = "/disaster/figures/records/"
    # what a reader opens next, by whom nobody may have been before
    others = {
        "events of a prefecture": f"/events/?prefecture={quote('北海道')}",
        "events of a year, over": "/events/?year=2024&when=past",
        "month of events": "/events/calendar/2025-11/",
        "members of a prefecture": "/members/?prefecture=01",
        "member": Organization.objects.members().order_by("pk").last().get_absolute_url(),
        "news issue": NewsIssue.objects.published().order_by("pk").last().get_absolute_url(),
        "about": "/about/",
    }
    return [
        Page("healthz: what no page can beat", "/healthz", visitor),
        *(Page(f"visitor, {name}", path, visitor) for name, path in kept.items()),
        *(Page(f"visitor, {name}, unchanged", path, visitor, unchanged=True) for name, path in kept.items()),
        *(Page(f"visitor, {name}, anew", path, visitor, anew=True) for name, path in (kept | others).items()),
        Page("visitor, search", f"/search/?q={quote('防災')}", visitor),
    ]
