from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import differences, record
from common.refusals import ActionRefused
from correspondence.requests.actions import lock, refuse_another_version, refuse_decided
from correspondence.requests.rules import owns
from correspondence.steps.actions import record_step
from members.organizations.models import Organization
from members.users.models import User
from pamphlets.approvals import rules
from pamphlets.approvals.models import ApprovalRule
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.actions import send_pamphlet
from pamphlets.steps.models import PamphletStep

NOBODY_APPROVES = (
    "承認できる代表がいません。「団体の情報」で代表を確かめるか、特別区長会事務局へ連絡してください。"
)


@transaction.atomic
def submit_pamphlet(*, pamphlet, by, version: int) -> PamphletRequest:
    """Ask the wards: one answer, waiting, for each, in one transaction; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused, so that nothing
    goes out that nobody looked at.
    """
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not pamphlet.is_draft:
        return pamphlet
    if not rules.can_submit_pamphlet(by, pamphlet):
        raise PermissionDenied
    refuse_another_version(pamphlet, version)
    return send_pamphlet(pamphlet, by)


@transaction.atomic
def ask_approval(*, pamphlet, by, version: int, note="") -> PamphletRequest:
    """Put the draft before the representatives (起案); the second press changes nothing."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if pamphlet.state == PamphletRequest.State.REVIEW:
        return pamphlet
    if not rules.can_ask_approval(by, pamphlet):
        raise PermissionDenied
    refuse_another_version(pamphlet, version)
    if not User.objects.of(pamphlet.organization).representatives().exists():
        raise ActionRefused(NOBODY_APPROVES)
    pamphlet.state, pamphlet.returned_reason = PamphletRequest.State.REVIEW, ""
    pamphlet.review_asked_at, pamphlet.review_asked_by = timezone.now(), by
    pamphlet.save(update_fields=["state", "returned_reason", "review_asked_at", "review_asked_by"])
    return _record_and_tell(pamphlet, by, PamphletStep.Kind.PROPOSED, "pamphlets.pamphlet_review_asked", note)


@transaction.atomic
def take_back_pamphlet(*, pamphlet, by) -> PamphletRequest:
    """Make it a draft again before anybody decided; the second press changes nothing."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if pamphlet.state == PamphletRequest.State.DRAFT:
        return pamphlet
    if not rules.can_take_back(by, pamphlet):
        refuse_decided(pamphlet, by)
    pamphlet.state = PamphletRequest.State.DRAFT
    pamphlet.save(update_fields=["state"])
    record_step(pamphlet, by, PamphletStep.Kind.TAKEN_BACK)
    record(by=by, verb="pamphlets.pamphlet_taken_back", obj=pamphlet)
    return pamphlet


@transaction.atomic
def approve_pamphlet(*, pamphlet, by, version: int) -> PamphletRequest:
    """A representative approves and the request goes out; whoever presses second changes nothing."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not pamphlet.is_draft:
        return pamphlet
    _refuse_decided(pamphlet, by)
    refuse_another_version(pamphlet, version)
    pamphlet.approved_at, pamphlet.approved_by = timezone.now(), by
    _record_and_tell(pamphlet, by, PamphletStep.Kind.APPROVED, "pamphlets.pamphlet_approved")
    return send_pamphlet(pamphlet, by)


@transaction.atomic
def return_pamphlet(*, pamphlet, by, reason: str) -> PamphletRequest:
    """A representative gives it back with a reason; he who asked for approval is told."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    _refuse_decided(pamphlet, by)
    pamphlet.state, pamphlet.returned_reason = PamphletRequest.State.DRAFT, reason
    pamphlet.save(update_fields=["state", "returned_reason"])
    return _record_and_tell(pamphlet, by, PamphletStep.Kind.RETURNED, "pamphlets.pamphlet_returned", reason)


def _record_and_tell(pamphlet, by, kind, verb, note="") -> PamphletRequest:
    """The step with its line in the register and its mail.

    What is said inside stands in the step, which only the organisation reads; the register, which the
    secretariat reads, knows that there was a step.
    """
    step = record_step(pamphlet, by, kind, note=note)
    record(by=by, verb=verb, obj=pamphlet)
    jobs.defer("pamphlets.tell_step", step_id=step.pk)
    return pamphlet


def _refuse_decided(pamphlet, by) -> None:
    if not (owns(by, pamphlet) and by.is_representative):
        raise PermissionDenied
    if not rules.can_approve_pamphlet(by, pamphlet):
        refuse_decided(pamphlet, by)


@transaction.atomic
def save_approval_rule(*, by, needs_approval: bool) -> ApprovalRule:
    """Say whether requests need approval; one that waits already can still be approved or taken back."""
    if not rules.can_edit_approval_rule(by):
        raise PermissionDenied
    organization = Organization.objects.select_for_update(no_key=True).get(pk=by.organization.pk)
    rule = ApprovalRule.objects.filter(organization=organization).first() or ApprovalRule(
        organization=organization
    )
    changes = differences(rule, {"needs_approval": needs_approval})
    rule.needs_approval, rule.updated_at = needs_approval, timezone.now()
    rule.updated_by, rule.updated_by_name = by, by.name
    rule.save()
    if changes:
        record(by=by, verb="pamphlets.approval_rule_saved", obj=organization, changes=changes)
    return rule
