from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from common.search.actions import refresh_index
from correspondence.steps.actions import record_step
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.queries import wards_of
from pamphlets.steps.models import PamphletStep


def send_pamphlet(pamphlet, by) -> PamphletRequest:
    """Fan the locked request out to its wards; their mails are one job of the worker."""
    wards = wards_of(pamphlet)
    pamphlet.state, pamphlet.returned_reason = PamphletRequest.State.OPEN, ""
    pamphlet.sent_at, pamphlet.sent_by = timezone.now(), by
    pamphlet.organization_name = pamphlet.organization.full_name
    pamphlet.save()
    ask_wards(pamphlet, wards)
    record_step(pamphlet, by, PamphletStep.Kind.SENT)
    record(
        by=by,
        verb="pamphlets.pamphlet_created",
        obj=pamphlet,
        wards=len(wards),
        copies=pamphlet.copies_available,
    )
    refresh_index(pamphlet)
    jobs.defer("pamphlets.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="requested")
    return pamphlet


def ask_wards(pamphlet, wards, *, added_at=None) -> None:
    """One answer, waiting, for each ward; `added_at` where the others were asked before."""
    WardAnswer.objects.bulk_create(
        [
            WardAnswer(
                pamphlet=pamphlet, organization=ward, organization_name=ward.full_name, added_at=added_at
            )
            for ward in wards
        ]
    )
