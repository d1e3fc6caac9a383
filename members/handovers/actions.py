"""An officer's post passes to a successor on a day; what belongs to the section stays where it is."""

import datetime
import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.actions import record
from common.audit_log.queries import entries_of
from common.japanese_calendar import wareki
from common.refusals import ActionRefused
from members.handovers import emails, ends, rules, transfers
from members.handovers.models import Handover
from members.mail_tokens.actions import tokens_of
from members.organizations.actions import lock_people
from members.organizations.rules import works_for
from members.reviews.actions import queue_review
from members.users.actions import deactivate_user, free_address
from members.users.invitations import INVITATION_PURPOSE, invite_user
from members.users.models import User

log = logging.getLogger(__name__)
NOT_YOURS = "この担当者の引継ぎを登録することはできません。"
ELSEWHERE = (
    "このメールアドレスは、ほかの団体の担当者として登録されています。"
    "別のアドレスを入力するか、事務局へお問い合わせください。"
)
NO_SECTION = (
    "前任者の担当部署が登録されていないか、廃止されているため、引継ぎを実施できません。"
    "担当部署を登録してから、もう一度試してください。"
)
ENDED = "後任者の登録は、引継ぎを登録したあとに終了しています。別の後任者で登録し直してください。"
ALREADY_OPEN = "この担当者の引継ぎはすでに登録されています。変更するときは、先に取り消してください。"
NEEDS_APPROVAL = (
    "共通アドレスから届け出られた代表担当者の引継ぎは、ほかの代表担当者か事務局が承認するまで、実施しません。"
)
NOT_TO_APPROVE = "この引継ぎは、承認を待っていないか、承認できるのがほかの代表担当者と事務局だけです。"
BROKEN = "システムの不具合により実施できませんでした。1時間ごとにもう一度試します。"


def hand_over(*, leaving, by, **successor) -> Handover:
    """Register who succeeds whom from when; carried out at once where the day has come.

    `successor` are `successor_name`, `successor_email` and `effective_on`.
    """
    fields = {**successor, "created_by": by}
    return register_handover(leaving, fields, allowed=lambda person: rules.can_hand_over(by, person))


@transaction.atomic
def hand_over_section(*, by, effective_on, successors: list[tuple], dry_run: bool = False) -> list[Handover]:
    """Several posts on one day, all or none; `successors` are (leaving, name, address), empty for nobody.

    `dry_run` refuses what would be refused, and keeps nothing.
    """
    made = []
    for leaving, name, email in sorted(successors, key=lambda row: row[0] == by):  # one's own post last
        successor = {"successor_name": name, "successor_email": email, "effective_on": effective_on}
        try:
            made.append(hand_over(leaving=leaving, by=by, **successor))
        except ActionRefused as refusal:
            raise ActionRefused(f"{leaving.name}さん: {refusal}") from refusal
    transaction.set_rollback(dry_run)
    return made


def check_handover(*, leaving, successor_name: str, successor_email: str, effective_on, by) -> None:
    """Refuse now what would be refused then: asked before the confirmation screen."""
    if not rules.can_hand_over(by, leaving):
        raise ActionRefused(NOT_YOURS)
    refuse_impossible(leaving, successor_email, effective_on)


def register_handover(leaving, fields: dict, *, allowed) -> Handover:
    """The common part of all origins; `allowed(leaving)` is asked again once everything is locked."""
    with transaction.atomic():
        if leaving.section_id:
            lock_people(leaving.organization)
        leaving = User.objects.select_for_update(of=("self",), no_key=True).get(pk=leaving.pk)
        if not allowed(leaving):
            raise ActionRefused(NOT_YOURS)
        refuse_impossible(leaving, fields["successor_email"], fields["effective_on"])
        handover = _create(leaving, fields)
        entry = record(
            by=handover.created_by,
            verb="members.handover_registered",
            obj=handover,
            leaving=leaving.name,
            successor=handover.successor_name,
            effective_on=handover.effective_on.isoformat(),
            origin=handover.get_origin_display(),
        )
        if handover.origin == Handover.Origin.MAILBOX:
            queue_review(entry=entry, organization=leaving.organization)
        if handover.awaits_approval:
            emails.HandoverApprovalAsked(handover).write()
        elif handover.effective_on <= japanese_calendar.today():
            return carry_out_handover(handover=handover)
        emails.HandoverPlanned(handover).write()
    return handover


def approve_handover(*, handover, by) -> Handover:
    """Say yes to a representative's succession that was told from a mailbox; done at once where it is due."""
    with transaction.atomic():
        if handover.leaving.section_id:
            lock_people(handover.leaving.organization)
        locked = Handover.objects.select_for_update(of=("self",)).select_related("leaving")
        locked = locked.get(pk=handover.pk)
        if not rules.can_approve_handover(User.objects.get(pk=by.pk), locked):
            raise ActionRefused(NOT_TO_APPROVE)
        locked.approved_at, locked.approved_by = timezone.now(), by
        locked.save(update_fields=["approved_at", "approved_by"])
        record(by=by, verb="members.handover_approved", obj=locked)
        if locked.effective_on <= japanese_calendar.today():
            return carry_out_handover(handover=locked)
    return locked


def _create(leaving, fields) -> Handover:
    try:
        with transaction.atomic():
            return Handover.objects.create(
                leaving=leaving, origin=_origin(leaving, fields["created_by"]), **fields
            )
    except IntegrityError as error:
        raise ActionRefused(ALREADY_OPEN) from error


def _origin(leaving, by) -> str:
    if by is None:
        return Handover.Origin.MAILBOX
    if by == leaving:
        return Handover.Origin.LEAVING
    own = works_for(by, leaving.organization)
    return Handover.Origin.COLLEAGUE if own else Handover.Origin.SECRETARIAT


def refuse_impossible(leaving, successor_email: str, effective_on: datetime.date) -> None:
    """Refuse a successor from elsewhere, and plans that would undo each other."""
    if Handover.objects.open().filter(leaving=leaving).exists():
        raise ActionRefused(ALREADY_OPEN)
    if not successor_email:
        return ends.refuse_end_of_last(leaving)
    _refuse_address_elsewhere(successor_email, leaving)
    plans = Handover.objects.open().select_related("leaving")
    onward = plans.filter(leaving__email=successor_email, effective_on__lte=effective_on).first()
    if onward and onward.leaving_id != leaving.pk:
        raise ActionRefused(
            f"{onward.leaving.name}さんは、{wareki(onward.effective_on)}に{onward.successor_name}さんへ"
            "引き継ぐ予定です。その後任者を入力するか、先にその予定を取り消してください。"
        )
    inward = plans.filter(successor_email=leaving.email, effective_on__gte=effective_on)
    inward = inward.exclude(leaving=leaving).first()
    if inward:
        raise ActionRefused(
            f"{leaving.name}さんは、{wareki(inward.effective_on)}に{inward.leaving.name}さんから"
            "引き継ぐ予定です。引継日をそれより後にするか、先にその予定を取り消してください。"
        )


def _refuse_address_elsewhere(email, leaving) -> None:
    other = User.objects.filter(email=email).exclude(pk=leaving.pk).first()
    if other and other.organization != leaving.organization:
        raise ActionRefused(ELSEWHERE)


def carry_out_handover(*, handover) -> Handover:
    """Make or find the successor's account and end the predecessor's; running twice does it once."""
    with transaction.atomic():
        if handover.leaving.section_id:
            lock_people(handover.leaving.organization)
        locked = Handover.objects.select_for_update().get(pk=handover.pk)
        if not locked.is_open:
            return locked
        # without the key: what they write at this moment names them, and may hold what passes on
        leaving = User.objects.select_for_update(of=("self",), no_key=True).get(pk=locked.leaving_id)
        if leaving.section is None or not leaving.section.is_open:
            raise ActionRefused(NO_SECTION)
        if locked.awaits_approval:
            raise ActionRefused(NEEDS_APPROVAL)
        if not locked.successor_email:
            return ends.end_without_successor(locked, leaving)
        _refuse_address_elsewhere(locked.successor_email, leaving)
        successor, is_new = _successor_of(locked, leaving)
        was_active = leaving.is_active
        if was_active:
            deactivate_user(user=leaving, by=locked.created_by, reason=f"引継ぎ {locked.successor_name}")
        transfers.transfer_all(leaving=leaving, successor=successor, is_new=is_new)
        _close(locked, leaving, successor)
        _invite(successor)
        emails.HandoverDone(locked).write()
        emails.HandoverReceived(locked).write()
        if was_active:
            emails.HandoverEnded(locked).write()
    return locked


def _close(handover, leaving, successor) -> None:
    handover.leaving, handover.successor, handover.done_at = leaving, successor, timezone.now()
    handover.failed_at, handover.failed_reason = None, ""
    handover.save(update_fields=["successor", "done_at", "failed_at", "failed_reason"])
    entry = record(
        by=handover.created_by,
        verb="members.handover_done",
        obj=handover,
        successor=handover.successor_email,
        role=successor.get_role_display(),
    )
    if leaving.role == User.Role.REPRESENTATIVE and handover.origin != Handover.Origin.MAILBOX:
        queue_review(entry=entry, organization=leaving.organization)


def _successor_of(handover, leaving) -> tuple[User, bool]:
    """(account of the successor with its role, whether it was made now)."""
    role = rules.role_of_post(leaving)
    if handover.successor_email == leaving.email:
        # a shared section mailbox is handed on with the post: the account that ends gives it free
        free_address(leaving)
    people = User.objects.select_for_update(of=("self",), no_key=True)
    found = people.filter(email=handover.successor_email).first()
    if found is not None and not found.is_active:
        found = _own_account(found, handover)
    if found is None:
        made = User.objects.create_user(
            handover.successor_email, name=handover.successor_name, section=leaving.section, role=role
        )
        return made, True
    if not found.is_active:  # they come back, into this post
        found.is_active, found.section, found.role = True, leaving.section, role
    else:
        found.role = rules.role_of_colleague(found, leaving)
    found.save(update_fields=["is_active", "section", "role"])
    return found, False


def _own_account(ended, handover) -> User | None:
    """The successor's own ended account; another person's gives the shared address free."""
    _refuse_ended_since(ended, handover)
    if ended.is_superuser:
        raise ActionRefused(ENDED)
    if "".join(ended.name.split()) == "".join(handover.successor_name.split()):
        return ended
    free_address(ended)
    return None


def _refuse_ended_since(person, handover) -> None:
    """Who was there when it was planned and has been ended since does not come back by itself."""
    ended = entries_of(person).filter(verb="members.user_deactivated", at__gt=handover.created_at)
    if ended.exists():
        raise ActionRefused(ENDED)


def _invite(successor) -> None:
    """Unless they have a password, or an invitation that still opens: a second one would end the first."""
    waiting = tokens_of(successor, INVITATION_PURPOSE)
    waiting = waiting.filter(used_at=None, expires_at__gt=timezone.now())
    if not successor.has_usable_password() and not waiting.exists():
        invite_user(user=successor)


def cancel_handover(*, handover, by) -> Handover:
    with transaction.atomic():
        locked = Handover.objects.select_for_update(of=("self",)).select_related("leaving")
        locked = locked.get(pk=handover.pk)
        if not rules.can_cancel_handover(by, locked):
            raise ActionRefused("この引継ぎはすでに実施されたか、取り消されています。")
        locked.cancelled_at = timezone.now()
        locked.cancelled_by = by
        locked.save(update_fields=["cancelled_at", "cancelled_by"])
        record(by=by, verb="members.handover_cancelled", obj=locked)
        emails.HandoverCancelled(locked).write()
    return locked


def fail_handover(handover, reason: str) -> None:
    """Keep the reason for the secretariat; the author is told once, it is tried again every hour."""
    with transaction.atomic():
        locked = Handover.objects.select_for_update().get(pk=handover.pk)
        if not locked.is_open or locked.failed_reason == reason:
            return
        locked.failed_at, locked.failed_reason = timezone.now(), reason
        locked.save(update_fields=["failed_at", "failed_reason"])
        record(by=None, verb="members.handover_failed", obj=locked, reason=reason)
        emails.HandoverRefused(locked).write()
