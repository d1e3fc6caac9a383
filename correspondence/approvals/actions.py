"""From a draft to those who are asked: sent at once, or put before the organisation's representatives."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import differences, record
from common.refusals import ActionRefused
from correspondence.approvals import rules
from correspondence.approvals.models import rule_model
from correspondence.mails.emails import send_step_mail
from correspondence.requests.actions import lock, record_of, refuse_another_version, refuse_decided
from correspondence.requests.rules import owns
from correspondence.steps.actions import record_step
from members.organizations.models import Organization
from members.users.models import User

NOBODY_APPROVES = (
    "承認できる代表がいません。「団体の情報」で代表を確かめるか、特別区長会事務局へ連絡してください。"
)


@transaction.atomic
def submit(*, item, by, version: int, send: Callable):
    """Ask everybody by `send(item, by)` in one transaction; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused, so that nothing
    goes out that nobody looked at.
    """
    item = lock(type(item), item.pk)
    if not item.is_draft:
        return item
    if not rules.can_send(by, item):
        raise PermissionDenied
    refuse_another_version(item, version)
    return send(item, by)


@transaction.atomic
def ask_approval(*, item, by, version: int, note=""):
    """Put the draft before the representatives (起案); the second press changes nothing."""
    item = lock(type(item), item.pk)
    if item.state == item.State.REVIEW:
        return item
    if not rules.can_ask_approval(by, item):
        raise PermissionDenied
    refuse_another_version(item, version)
    if not User.objects.of(item.organization).representatives().exists():
        raise ActionRefused(NOBODY_APPROVES)
    item.state, item.returned_reason = item.State.REVIEW, ""
    item.review_asked_at, item.review_asked_by = timezone.now(), by
    item.save(update_fields=["state", "returned_reason", "review_asked_at", "review_asked_by"])
    return _record_and_notify(item, by, "proposed", "review_asked", note)


@transaction.atomic
def take_back(*, item, by):
    """Make it a draft again before anybody decided; the second press changes nothing."""
    item = lock(type(item), item.pk)
    if item.state == item.State.DRAFT:
        return item
    if not rules.can_take_back(by, item):
        refuse_decided(item, by)
    item.state = item.State.DRAFT
    item.save(update_fields=["state"])
    record_step(item, by, "taken_back")
    record_of(item, by, "taken_back")
    return item


@transaction.atomic
def approve(*, item, by, version: int, send: Callable):
    """A representative approves and the request goes out; whoever presses second changes nothing."""
    item = lock(type(item), item.pk)
    if not item.is_draft:
        return item
    _refuse_decided(item, by)
    refuse_another_version(item, version)
    item.approved_at, item.approved_by = timezone.now(), by
    _record_and_notify(item, by, "approved", "approved")
    return send(item, by)


@transaction.atomic
def return_draft(*, item, by, reason: str):
    """A representative gives it back with a reason; whoever asked for approval is told."""
    item = lock(type(item), item.pk)
    _refuse_decided(item, by)
    item.state, item.returned_reason = item.State.DRAFT, reason
    item.save(update_fields=["state", "returned_reason"])
    return _record_and_notify(item, by, "returned", "returned", reason)


def _record_and_notify(item, by, kind: str, verb: str, note=""):
    """The step with its line in the audit log and its mail.

    What is said inside stands in the step, which only the organisation reads; the audit log, which the
    secretariat reads, knows that there was a step.
    """
    step = record_step(item, by, kind, note=note)
    record_of(item, by, verb)
    send_step_mail(step)
    return item


def _refuse_decided(item, by) -> None:
    if not (owns(by, item) and by.is_representative):
        raise PermissionDenied
    if not rules.can_approve(by, item):
        refuse_decided(item, by)


@transaction.atomic
def save_approval_rule(*, model, by, needs_approval: bool):
    """Say whether requests need approval; one that waits already can still be approved or taken back."""
    if not rules.can_edit_approval_rule(by, model):
        raise PermissionDenied
    organization = Organization.objects.select_for_update(no_key=True).get(pk=by.organization.pk)
    rules_of_room = rule_model(model)
    rule = rules_of_room.objects.filter(organization=organization).first() or rules_of_room(
        organization=organization
    )
    changes = differences(rule, {"needs_approval": needs_approval})
    rule.needs_approval, rule.updated_at = needs_approval, timezone.now()
    rule.updated_by, rule.updated_by_name = by, by.name
    rule.save()
    if changes:
        record(by=by, verb=f"{model.ROOM}.approval_rule_saved", obj=organization, changes=changes)
    return rule
