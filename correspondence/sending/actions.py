"""A draft goes out, once; and later to further organisations."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.actions import differences, record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from correspondence.mails.emails import room_mail, send_step_mail
from correspondence.requests.actions import (
    lock,
    lock_changeable,
    record_of,
    refuse_another_version,
    refuse_decided,
)
from correspondence.requests.rules import owns
from correspondence.sending import rules
from correspondence.sending.models import rule_model
from correspondence.steps.actions import record_step
from members.organizations.models import Organization
from members.users.models import User

DUE_IS_OVER = "回答期限が過ぎているか、今日までです。先に回答期限を延ばしてください。"
MAX_NAMED = 20  # organisations that a line of the history names


def send(*, item, by):
    """Fan the locked draft out: one answer, still owed, each; the mails are one job of the worker."""
    organizations = item.addressees()
    if sentence := item.why_not_sent(organizations):
        raise ActionRefused(sentence)
    item.state, item.sent_at, item.sent_by = item.State.OPEN, timezone.now(), by
    item.returned_reason = ""
    item.organization_name = item.organization.full_name
    item.save()
    create_answers(item, organizations)
    record_step(item, by, "sent")
    record_of(item, by, "sent", organizations=len(organizations))
    refresh_index(item)
    room_mail(item, f"{item.NAME}_sent").send(item)
    return item


def create_answers(item, organizations: Iterable, *, added_at=None) -> None:
    """One answer, still owed, for each; `added_at` where the others were asked before."""
    model = type(item)._meta.get_field("answers").related_model
    facts = {model.PARENT: item, "added_at": added_at}
    model.objects.bulk_create(
        [model(organization=one, organization_name=one.full_name, **facts) for one in organizations],
        batch_size=1_000,
    )


@transaction.atomic
def add_addressees(*, item, by, organizations: Iterable, limit: int | None = None, refusal: str = "") -> list:
    """Ask further organisations, once each, and tell only them; returns those that are new.

    More than `limit` in all are refused with the sentence `refusal`.
    """
    item = lock_changeable(item, by)
    if item.answer_due <= japanese_calendar.today():
        raise ActionRefused(DUE_IS_OVER)
    asked = set(item.answers.values_list("organization", flat=True))
    new = [one for one in organizations if one.pk not in asked | {item.organization_id}]
    if limit and len(asked) + len(new) > limit:
        raise ActionRefused(refusal)
    if not new:
        return new
    added_at = timezone.now()
    create_answers(item, new, added_at=added_at)
    more = f"、ほか{len(new) - MAX_NAMED}{item.WORDS.asked}" if len(new) > MAX_NAMED else ""
    names = "、".join(one.full_name for one in new[:MAX_NAMED]) + more
    record_step(item, by, "added", changes={f"追加した{item.WORDS.asked}": ["", names]})
    record_of(item, by, "added", organizations=len(new), names=names)
    refresh_index(item)
    room_mail(item, f"{item.NAME}_sent").send(item, added=added_at.isoformat())
    return new


NOBODY_APPROVES = "承認できる代表担当者がいません。特別区長会事務局へ連絡してください。"


@transaction.atomic
def submit(*, item, by, version: int):
    """Ask everybody in one transaction; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused, so that nothing
    goes out that nobody looked at.
    """
    item = lock(type(item), item.pk)
    if not item.is_draft:
        return item
    if not rules.can_send(by, item):
        raise PermissionDenied
    refuse_another_version(item, version)
    return send(item=item, by=by)


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
def approve(*, item, by, version: int):
    """A representative approves and the request goes out; whoever presses second changes nothing."""
    item = lock(type(item), item.pk)
    if not item.is_draft:
        return item
    _refuse_decided(item, by)
    refuse_another_version(item, version)
    item.approved_at, item.approved_by = timezone.now(), by
    _record_and_notify(item, by, "approved", "approved")
    return send(item=item, by=by)


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
