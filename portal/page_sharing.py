"""What public pages without a record of their own say where their address is shared, and to machines."""

from common.sharing.sharing import Sharing, absolute, publisher
from portal.about.pages import SITE_MAP

_NAMES = {name: label for _, _, pages in SITE_MAP for label, name in pages}
# schema.org: what kind of page it is; any other public page is a WebPage
TYPES = {
    "portal:home": "WebSite",
    "portal:about": "AboutPage",
    "portal:contact": "ContactPage",
    "portal:guide-list": "CollectionPage",
    "portal:guide": "WebPage",
    "portal:terms": "WebPage",
    "portal:privacy": "WebPage",
    "portal:accessibility": "WebPage",
    "portal:english": "WebPage",
    "portal:site-map": "CollectionPage",
    "events:event-list": "CollectionPage",
    "events:event-month": "CollectionPage",
    "events:event-archive": "CollectionPage",
    "events:event-series": "CollectionPage",
    "events:introduction-list": "CollectionPage",
    "disaster:disaster-list": "CollectionPage",
    "disaster:support-tables": "CollectionPage",
    "disaster:statement-list": "CollectionPage",
    "disaster:figure": "WebPage",
    "disaster:bulletin-detail": "WebPage",
    "disaster:ward-support": "WebPage",
    "disaster:municipality-support": "WebPage",
    "members:organization-list": "CollectionPage",
    "members:application-apply": "WebPage",
    "news:announcement-list": "CollectionPage",
    "news:newsissue-list": "CollectionPage",
}


def page_sharing(request) -> Sharing | None:
    """None where no search engine should find the page: what asks for a login, a code or a secret address."""
    match = getattr(request, "resolver_match", None)
    kind = TYPES.get(match.view_name) if match else None
    if kind is None:
        return None
    name = publisher()["name"]
    if kind == "WebSite":
        facts = {"@type": kind, "publisher": publisher(), "potentialAction": _search()}
        return Sharing(request.path, name, facts, kind="website")
    facts = {"@type": kind, "isPartOf": {"@type": "WebSite", "name": name, "url": absolute("/")}}
    return Sharing(request.path, _NAMES.get(match.view_name, name), facts, kind="website")


def _search() -> dict:
    return {
        "@type": "SearchAction",
        "target": f"{absolute('/search/')}?q={{search_term_string}}",
        "query-input": "required name=search_term_string",
    }
