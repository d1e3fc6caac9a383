"""A request before the wards know of it: a new draft, from nothing or from an earlier request."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from correspondence.drafts.actions import copied_values, new_draft
from correspondence.requests.actions import record_of
from members.organizations.models import Organization
from pamphlets.drafts import rules
from pamphlets.requests.models import PamphletRequest

COPIED = ["title", "description", "size", "grams", "copies_per_box", "copies_available", "minimum_per_ward"]
COPIED += ["answers_shown"]


@transaction.atomic
def draft_pamphlet(*, by, values: Mapping, files=(), copied_from=None) -> PamphletRequest:
    """Keep a new request as a draft of the user's organisation. `values` are cleaned form fields."""
    if not PamphletRequest.may_ask(by):
        raise PermissionDenied
    pamphlet = new_draft(PamphletRequest, by, values=values, files=files)
    facts = {"copied_from": copied_from.pk} if copied_from else {}
    record_of(pamphlet, by, "drafted", **facts)
    return pamphlet


@transaction.atomic
def copy_pamphlet(*, pamphlet, by) -> PamphletRequest:
    """A new draft from an earlier request; its dates and its sample are of that time and stay behind."""
    if not rules.can_copy_pamphlet(by, pamphlet):
        raise PermissionDenied
    every = Organization.objects.special_wards()
    wards = list(every.filter(pk__in=pamphlet.answers.values("organization")))
    values = copied_values(pamphlet, by, COPIED) | {"all_wards": len(wards) == every.count(), "wards": wards}
    return draft_pamphlet(by=by, values=values, copied_from=pamphlet)
