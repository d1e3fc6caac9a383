"""Who is told by mail of a step of a request: of approval inside the organisation, of a change the wards."""

from members.handovers.queries import successors_of
from members.users.models import User
from members.users.queries import addresses_of
from pamphlets.requests.emails import asker_addresses, send_each
from pamphlets.requests.models import PamphletRequest
from pamphlets.steps.models import PamphletStep

Kind = PamphletStep.Kind
SUBJECTS = {
    Kind.PROPOSED: "承認の求め: {title}(パンフレット配布依頼)",
    Kind.RETURNED: "差戻し: {title}(パンフレット配布依頼)",
    Kind.APPROVED: "承認され、依頼を出しました: {title}(パンフレット配布依頼)",
    Kind.CHANGED: "配布依頼の変更: {title}({organization})",
}


def tell_step(step_id: int) -> None:
    """Mail those whom the step concerns once; one whose draft is gone or moved on concerns nobody."""
    rows = PamphletStep.objects.select_related(
        "pamphlet__organization__local_government", "pamphlet__section", "pamphlet__saved_by"
    )
    step = rows.filter(pk=step_id).first()
    if step is None or step.kind not in SUBJECTS:
        return
    pamphlet = step.pamphlet
    subject = SUBJECTS[step.kind].format(title=pamphlet, organization=pamphlet.organization.full_name)
    event = f"pamphlet_step:{step.pk}"
    send_each(event, f"pamphlet_{step.kind}", subject, _addresses(step), pamphlet=pamphlet, step=step)


def _addresses(step) -> set[str]:
    pamphlet = step.pamphlet
    if step.kind == Kind.PROPOSED:
        if pamphlet.state != PamphletRequest.State.REVIEW:
            return set()  # taken back or decided before the worker came to it
        people = User.objects.of(pamphlet.organization).representatives().exclude(pk=step.by_id)
        return {email.lower() for email in people.values_list("email", flat=True)}
    if step.kind == Kind.CHANGED:
        if pamphlet.is_withdrawn:
            return set()  # its own mail says so
        told = pamphlet.answers.exclude(state="declined").values_list("organization_id", flat=True)
        return set(addresses_of(organizations=list(told)))
    return _proposer_addresses(pamphlet) | (
        asker_addresses(pamphlet) if step.kind == Kind.APPROVED else set()
    )


def _proposer_addresses(pamphlet) -> set[str]:
    """He who asked for approval, or who holds his post now, while he works there."""
    asked = {pamphlet.review_asked_by_id} | successors_of([pamphlet.review_asked_by_id])
    people = User.objects.active().filter(pk__in=asked, section__organization=pamphlet.organization_id)
    return {email.lower() for email in people.values_list("email", flat=True)}
