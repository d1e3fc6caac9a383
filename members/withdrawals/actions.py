"""An organisation leaves (退会): asked for, accepted or declined by the secretariat, done on its day."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.organizations.actions import end_membership, restore_membership
from members.organizations.models import Organization
from members.organizations.rules import works_for
from members.withdrawals import emails, rules
from members.withdrawals.models import Withdrawal

ALREADY_OPEN = "この団体の退会の申出はすでに受け付けています。変更するときは、先に取り消してください。"
NOT_ALLOWED = "この団体の退会を申し出ることはできません。"
DECIDED = "この申出は、すでに「{state}」になっています。もう一度操作する必要はありません。"


def ask_withdrawal(*, organization, effective_on, reason: str, by) -> Withdrawal:
    """The representative asks for it; what the secretariat enters itself is accepted with that."""
    own = works_for(by, organization)
    try:
        with transaction.atomic():
            locked = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
            if not rules.can_withdraw_organization(by, locked):
                raise ActionRefused(NOT_ALLOWED)
            withdrawal = Withdrawal.objects.create(
                organization=locked, effective_on=effective_on, reason=reason, created_by=by
            )
            _note(withdrawal, "asked", by, effective_on=effective_on.isoformat(), reason=reason)
            if by.is_secretariat and not own:
                return _accept(withdrawal, by)
            emails.WithdrawalAsked(withdrawal).write()
            emails.WithdrawalWaiting(withdrawal).write()
    except IntegrityError as error:
        raise ActionRefused(ALREADY_OPEN) from error
    return withdrawal


def accept_withdrawal(*, withdrawal, by) -> Withdrawal:
    """It will be done on its day, or is done now where that has come."""
    with transaction.atomic():
        return _accept(_lock(withdrawal, by, rules.can_decide_withdrawal), by)


def _accept(withdrawal, by) -> Withdrawal:
    withdrawal.state = Withdrawal.State.ACCEPTED
    withdrawal.decided_by, withdrawal.decided_at = by, timezone.now()
    withdrawal.save(update_fields=["state", "decided_by", "decided_at"])
    _note(withdrawal, "accepted", by)
    if withdrawal.effective_on <= japanese_calendar.today():
        return carry_out_withdrawal(withdrawal=withdrawal)
    emails.WithdrawalAccepted(withdrawal).write()
    return withdrawal


def decline_withdrawal(*, withdrawal, by, answer: str) -> Withdrawal:
    with transaction.atomic():
        locked = _lock(withdrawal, by, rules.can_decide_withdrawal)
        locked.state = Withdrawal.State.DECLINED
        locked.decided_by, locked.decided_at, locked.answer = by, timezone.now(), answer
        locked.save(update_fields=["state", "decided_by", "decided_at", "answer"])
        _note(locked, "declined", by, reason=answer)
        emails.WithdrawalDeclined(locked).write()
    return locked


def cancel_withdrawal(*, withdrawal, by) -> Withdrawal:
    """Taken back before its day; both sides are told."""
    with transaction.atomic():
        locked = _lock(withdrawal, by, rules.can_cancel_withdrawal)
        _cancel(locked, by)
    return locked


def _cancel(withdrawal, by):
    withdrawal.state = Withdrawal.State.CANCELLED
    withdrawal.cancelled_by, withdrawal.cancelled_at = by, timezone.now()
    withdrawal.save(update_fields=["state", "done_at", "cancelled_by", "cancelled_at"])
    _note(withdrawal, "cancelled", by)
    emails.WithdrawalCancelled(withdrawal).write()


def undo_withdrawal(*, withdrawal, by) -> Withdrawal:
    """It was done by mistake: the organisation is a member again, without a gap."""
    with transaction.atomic():
        locked = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
        organization = Organization.objects.select_for_update(of=("self",)).get(pk=locked.organization_id)
        if not rules.can_undo_withdrawal(by, locked):
            raise ActionRefused(
                "この退会を取り消すことはできません。もう一度、会員登録の申請を案内してください。"
            )
        locked.done_at = None
        restore_membership(organization=organization, by=by)
        _cancel(locked, by)
    return locked


def carry_out_withdrawal(*, withdrawal) -> Withdrawal:
    """The organisation is no member from its day on; running twice does it once."""
    with transaction.atomic():
        locked = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
        if locked.state != Withdrawal.State.ACCEPTED:
            return locked
        organization = Organization.objects.select_for_update(of=("self",)).get(pk=locked.organization_id)
        locked.state = Withdrawal.State.DONE
        locked.done_at = timezone.now()
        locked.save(update_fields=["state", "done_at"])
        if organization.is_member:
            end_membership(
                organization=organization, by=locked.decided_by, on=locked.effective_on, reason=locked.reason
            )
            emails.WithdrawalDone(locked).write()
    return locked


def _lock(withdrawal, by, may) -> Withdrawal:
    locked = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
    if not may(by, locked):
        raise ActionRefused(DECIDED.format(state=locked.get_state_display()))
    return locked


def _note(withdrawal, done, by, **facts):
    record(by=by, verb=f"members.withdrawal_{done}", obj=withdrawal, **facts)
