"""An officer's post passes to a successor on a day; what belongs to the section stays where it is."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import mails, rules
from members.actions.users import deactivate_user, forget_addresses, invite_user
from members.models import Handover, User
from members.refusals import Refused
from office import calendar, register

log = logging.getLogger(__name__)
ELSEWHERE = "このメールアドレスは、ほかの団体の担当者として登録されています。別のアドレスを入力してください。"
HOMELESS = "前任者の担当部署が登録されていないため、引継ぎを実施できません。"
ALREADY_OPEN = "この担当者の引継ぎはすでに登録されています。変更するときは、先に取り消してください。"


def hand_over(*, leaving, successor_name: str, successor_email: str, effective_on, by) -> Handover:
    """Register who follows whom from when; carried out at once where the day has come."""
    if not rules.can_hand_over(by, leaving):
        raise Refused("この担当者の引継ぎを登録することはできません。")
    return _register(leaving, successor_name, successor_email, effective_on, by)


def take_over(*, leaving, successor_name: str, successor_email: str, effective_on, section) -> Handover:
    """The same, told from the section's mailbox by somebody who has no account yet; the caller proved it."""
    if not leaving.is_active or leaving.section_id != section.pk:
        raise Refused("この担当者の引継ぎを登録することはできません。")
    return _register(leaving, successor_name, successor_email, effective_on, None)


def _register(leaving, successor_name, successor_email, effective_on, by) -> Handover:
    refuse_address_elsewhere(successor_email, leaving)
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                leaving=leaving,
                successor_name=successor_name,
                successor_email=successor_email,
                effective_on=effective_on,
                created_by=by,
                origin=_origin(leaving, by),
            )
            register.record(
                by=by,
                verb="members.handover_registered",
                obj=handover,
                leaving=leaving.name,
                successor=successor_name,
                effective_on=effective_on.isoformat(),
            )
            if effective_on <= calendar.today():
                carry_out_handover(handover=handover)
    except IntegrityError as error:
        raise Refused(ALREADY_OPEN) from error
    return handover


def _origin(leaving, by) -> str:
    if by is None:
        return Handover.Origin.MAILBOX
    if by == leaving:
        return Handover.Origin.LEAVING
    own = rules.works_for(by, leaving.section.organization)
    return Handover.Origin.COLLEAGUE if own else Handover.Origin.SECRETARIAT


def refuse_address_elsewhere(email, leaving):
    other = User.objects.filter(email=email).exclude(pk=leaving.pk).first()
    if other and (other.organization != leaving.organization):
        raise Refused(ELSEWHERE)


def carry_out_handover(*, handover) -> Handover:
    """Make or find the successor's account and end the predecessor's; running twice does it once."""
    with transaction.atomic():
        locked = Handover.objects.select_for_update().get(pk=handover.pk)
        if not locked.is_open:
            return locked
        if locked.leaving.section is None:
            raise Refused(HOMELESS)
        refuse_address_elsewhere(locked.successor_email, locked.leaving)
        deactivate_user(user=locked.leaving, by=locked.created_by, reason=f"引継ぎ {locked.successor_name}")
        locked.successor = _successor_of(locked)
        locked.done_at = timezone.now()
        locked.save(update_fields=["successor", "done_at"])
        register.record(
            by=locked.created_by, verb="members.handover_done", obj=locked, successor=locked.successor_email
        )
        mails.send(
            "handover_done",
            to=locked.leaving.section.mailbox,
            key=f"members.handover_done:{locked.pk}",
            handover=locked,
            section=locked.leaving.section,
        )
    return locked


def _successor_of(handover) -> User:
    leaving = handover.leaving
    if handover.successor_email == leaving.email:
        # a shared section mailbox is handed on with the post: the account that ends gives it free
        User.objects.filter(pk=leaving.pk).update(email=f"former-{leaving.pk}@account.invalid")
        forget_addresses(leaving)
    successor = User.objects.filter(email=handover.successor_email).first()
    if successor is None:
        successor = User.objects.create_user(
            handover.successor_email,
            name=handover.successor_name,
            section=leaving.section,
            role=leaving.role,
        )
    elif not successor.is_active:
        User.objects.filter(pk=successor.pk).update(is_active=True, section=leaving.section)
    if not successor.has_usable_password():
        invite_user(user=successor)
    return successor


def cancel_handover(*, handover, by) -> Handover:
    with transaction.atomic():
        locked = Handover.objects.select_for_update().get(pk=handover.pk)
        if not rules.can_cancel_handover(by, locked):
            raise Refused("この引継ぎはすでに実施されたか、取り消されています。")
        locked.cancelled_at = timezone.now()
        locked.cancelled_by = by
        locked.save(update_fields=["cancelled_at", "cancelled_by"])
        register.record(by=by, verb="members.handover_cancelled", obj=locked)
    return locked


def carry_out_due_handovers(*, day=None) -> int:
    """Carry out every hand-over whose day has come; one that cannot be done does not stop the others."""
    done = 0
    for handover in Handover.objects.due(day or calendar.today()).select_related("created_by"):
        try:
            carry_out_handover(handover=handover)
            done += 1
        except Refused as refusal:
            log.warning("handover %s refused: %s", handover.pk, refusal)
            mails.send(
                "handover_refused",
                to=handover.created_by.email if handover.created_by else handover.leaving.section.mailbox,
                key=f"members.handover_refused:{handover.pk}",
                handover=handover,
                reason=str(refusal),
            )
    return done
