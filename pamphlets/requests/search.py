"""What the search finds of a pamphlet request, and who finds it."""

from django.utils import timezone

from common.attachments.search import search_parts_of
from common.search import registry
from pamphlets.requests.models import PamphletRequest


def describe_pamphlet(pamphlet):
    """Found by the asking organisation, the asked wards and the secretariat, while it stands."""
    if pamphlet.is_withdrawn or pamphlet.is_draft:
        return None
    wards = pamphlet.answers.values_list("organization_id", flat=True)
    names = [pamphlet.number_name, pamphlet.organization.full_name, pamphlet.earlier_name]
    return registry.SearchText(
        kind="パンフレット配布依頼",
        title=pamphlet.title,
        body="\n".join([*names, pamphlet.description]),
        files=search_parts_of(pamphlet),
        place="内容",
        url=pamphlet.get_absolute_url(),
        date=timezone.localdate(pamphlet.sent_at),
        audiences=[f"organization:{pk}" for pk in (pamphlet.organization_id, *wards)] + ["secretariat"],
    )


def register_search() -> None:
    registry.register_searchable(PamphletRequest, describe_pamphlet)
