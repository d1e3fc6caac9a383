"""What the search finds of a pamphlet request."""

from common.search import registry
from correspondence.requests.search import describe
from pamphlets.requests.models import PamphletRequest


def describe_pamphlet(pamphlet: PamphletRequest) -> registry.SearchText | None:
    return describe(pamphlet, kind="パンフレット配布依頼", place="内容")


def register_search() -> None:
    registry.register_searchable(PamphletRequest, describe_pamphlet)
