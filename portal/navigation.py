"""The navigation for the one who asks, and the tabs above the lists of 照会・依頼."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string

from members.task_queue.queries import TASK_QUEUES


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation; `current` is the value of aria-current, empty for other pages."""

    label: str
    url: str
    current: str = ""
    starts_members: bool = False


ABOUT = "/about/"
PUBLIC = (
    ("イベント・展示", "/events/"),
    ("会員自治体", "/members/"),
    ("災害支援", "/disaster/"),
    ("お知らせ・NEWS", "/news/"),
    ("このサイトについて", ABOUT),
)
REQUESTS, INQUIRIES = "/board/pamphlets/", "/inquiries/"
REQUEST_TABS = (("配布依頼", REQUESTS), ("照会", INQUIRIES))  # of one entry: 照会・依頼
MEMBERS = (
    ("掲示板", "/board/"),
    ("照会・依頼", REQUESTS),
)
MYPAGE = (("マイページ", "/mypage/"),)
ADDRESSES_ELSEWHERE = {
    **dict.fromkeys(
        ("/contact/", "/terms/", "/privacy/", "/accessibility/", "/guide/", "/sitemap/", "/en/"), ABOUT
    ),
    "/board/new/pamphlet/": REQUESTS,
    INQUIRIES: REQUESTS,
    "/links/topic/": "/board/",
    "/links/event/": "/events/",
    "/links/disaster/": "/disaster/",
    "/links/announcement/": "/news/",
    "/links/newsissue/": "/news/",
    **dict.fromkeys(("/sign-ups/", "/e/", "/check-in/", "/q/"), "/events/"),  # taking part, also in a call
    "/organization/": "/mypage/",
    "/accounts/": "/mypage/",
}  # pages whose address lies elsewhere
SECRETARIAT = (("事務局", "/members/desk/"),)


def navigation(request) -> str:
    """The list of links as HTML: one of a few dozen per process, made once each."""
    entries = _entries_of(getattr(request, "user", None))
    section = SECRETARIAT[0][1] if _is_secretariats(request, entries) else _section(request.path, entries)
    return _render(entries, section, exact=section == request.path)


def request_tabs(request) -> str:
    """The lists of two rooms that do not know each other, side by side, as HTML."""
    tabs = [(label, url, request.path.startswith(url)) for label, url in REQUEST_TABS]
    return render_to_string("portal/request_tabs.html", {"tabs": tabs})


def _entries_of(user) -> tuple:
    if user is None or not user.is_authenticated:
        return PUBLIC
    own = MEMBERS + MYPAGE if user.is_member else MYPAGE
    return PUBLIC + own + (SECRETARIAT if user.is_secretariat else ())


def _is_secretariats(request, entries: tuple) -> bool:
    """Whether the page is one that only the secretariat opens, or shows the registration of another body."""
    if SECRETARIAT[0] not in entries:
        return False
    view = getattr(request.resolver_match, "func", None)
    is_others = request.path.startswith("/organization/") and "organization" in request.GET
    return (
        is_others
        or getattr(view, "is_secretariats", False)
        or request.path.startswith(_secretariat_addresses())
    )


def _section(path: str, entries: tuple) -> str:
    """The entry that the page belongs to: the longest address that the page's own begins with."""
    path = next((entry for start, entry in ADDRESSES_ELSEWHERE.items() if path.startswith(start)), path)
    return max((url for _, url in entries if path.startswith(url)), key=len, default="")


@cache
def _secretariat_addresses() -> tuple[str, ...]:
    """Where the secretariat works: under the public directory by address, but no part of it."""
    return tuple(queue.url for queue in TASK_QUEUES)


@lru_cache(maxsize=256)
def _render(entries: tuple, section: str, *, exact: bool) -> str:
    items = [
        NavigationItem(
            label,
            url,
            current=("page" if exact else "true") if url == section else "",
            starts_members=index == len(PUBLIC),
        )
        for index, (label, url) in enumerate(entries)
    ]
    return render_to_string("portal/navigation.html", {"items": items})
