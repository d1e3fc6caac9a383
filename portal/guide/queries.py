"""Which pages of the guide somebody may read, which of them explains the screen, which a word finds."""

from collections.abc import Sequence
from functools import cache

from django.urls import reverse

from common.search.query_terms import Term, stands_in
from portal.guide.contents import GROUPS, GUIDES_OF, Guide
from portal.guide.readers import Reader
from portal.guide.rendering import guide_text

FOUND = 5


def guides_for(user: Reader) -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups with the pages for the user, as (title, address)."""
    groups = [(name, [_line(guide) for guide in guides if guide.is_for(user)]) for name, guides in GROUPS]
    return [(name, lines) for name, lines in groups if lines]


def siblings(guide: Guide, user: Reader) -> tuple[str, list[tuple[str, str]]]:
    """Name of its group, and the other pages there."""
    name, guides = next((name, guides) for name, guides in GROUPS if guide in guides)
    return name, [_line(each) for each in guides if each is not guide and each.is_for(user)]


def guide_of_screen(request) -> str:
    """Address of the page that explains the screen, or "" where there is none for the user."""
    match = getattr(request, "resolver_match", None)
    guides = GUIDES_OF.get(match.view_name, ()) if match else ()
    return next((address(guide.slug) for guide in guides if guide.is_for(request.user)), "")


def find_guides(terms: Sequence[Term], user: Reader) -> list[tuple[str, str]]:
    """Pages that hold every word, those with one in the title first."""
    found = []
    for _, guides in GROUPS:
        for guide in guides:
            if guide.is_for(user) and (rank := _rank(guide, terms)) is not None:
                found.append((rank, guide))
    found.sort(key=lambda pair: pair[0])
    return [_line(guide) for _, guide in found[:FOUND]]


def _rank(guide: Guide, terms: Sequence[Term]) -> int | None:
    text = guide_text(guide.slug)
    if not all(stands_in(term, text.norm) or stands_in(term, text.norm_title) for term in terms):
        return None
    return -sum(stands_in(term, text.norm_title) for term in terms)


def _line(guide: Guide) -> tuple[str, str]:
    return guide_text(guide.slug).title, address(guide.slug)


@cache
def address(slug: str) -> str:
    return reverse("portal:guide", args=[slug])
