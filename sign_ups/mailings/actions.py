"""A mail to many is written, sent once, and again where it failed; its text goes with the names."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from common.audit_log.actions import record
from common.outbox.actions import resend_failed_mails
from common.refusals import ActionRefused, NothingToDo
from common.versions import refuse_stale, version_of
from sign_ups.mailings.emails import MailingSent
from sign_ups.mailings.models import Mailing, MailingRecipient
from sign_ups.mailings.queries import mails_of
from sign_ups.mailings.rules import PURGED, SENT, addressees_of, why_not_send
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot

CHANGED = "下書きが変わりました。いまの内容と宛先を確かめてから、もう一度送信してください。"
NONE_FAILED = "もう一度送れるメールはありません。"


def lock_mailing(mailing: Mailing) -> Mailing:
    """As it is now, with its slot, which is locked first; whoever edits, sends, deletes or purges waits."""
    slot = lock_slot(mailing.slot_id)
    locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
    locked.slot = slot
    return locked


@transaction.atomic
def draft_mailing(*, slot: Slot, by, values: Mapping) -> Mailing:
    """Write it down; nobody gets it yet."""
    slot = lock_slot(slot)
    if slot.is_purged:
        raise ActionRefused(PURGED)
    mailing = Mailing.objects.create(slot=slot, made_by=by, **values)
    record(by=by, verb="sign_ups.mailing_drafted", obj=mailing)
    return mailing


@transaction.atomic
def edit_mailing(*, mailing: Mailing, by, values: Mapping, version: str = "") -> Mailing:
    """Write a draft; StaleVersion where a colleague was faster."""
    mailing = lock_mailing(mailing)
    if not mailing.is_draft or mailing.slot.is_purged:
        raise ActionRefused(PURGED if mailing.is_draft else SENT)
    refuse_stale(mailing, values, version)
    for name, value in values.items():
        setattr(mailing, name, value)
    mailing.save(update_fields=list(values))
    record(by=by, verb="sign_ups.mailing_edited", obj=mailing)
    return mailing


@transaction.atomic
def delete_mailing(*, mailing: Mailing, by) -> None:
    """Throw a draft away; what was sent stays."""
    mailing = lock_mailing(mailing)
    if not mailing.is_draft:
        raise ActionRefused(SENT)
    record(by=by, verb="sign_ups.mailing_deleted", obj=mailing)
    mailing.delete()


@transaction.atomic
def send_mailing(*, mailing: Mailing, row, by, version: str) -> Mailing:
    """Send it to all for whom it is now; the second press sends nothing.

    `version` is that of the draft which was looked at. Whoever signs up afterwards gets none.
    """
    mailing = lock_mailing(mailing)
    if not mailing.is_draft:
        raise NothingToDo(SENT)
    if version != version_of(mailing, Mailing.EDITED):
        raise ActionRefused(CHANGED)
    if sentence := why_not_send(mailing, row):
        raise ActionRefused(sentence)
    keys = list(addressees_of(mailing).values_list("pk", flat=True))
    MailingRecipient.objects.bulk_create(MailingRecipient(mailing=mailing, sign_up_id=key) for key in keys)
    mailing.sent_at, mailing.sent_by = timezone.now(), by
    mailing.save(update_fields=["sent_at", "sent_by"])
    record(by=by, verb="sign_ups.mailing_sent", obj=mailing, recipients=len(keys))
    MailingSent.send_each(keys, mailing=mailing.pk)
    return mailing


@transaction.atomic
def resend_failed(*, mailing: Mailing, by) -> int:
    """Send again what a mail server refused, and nothing else; returns how many."""
    mailing = lock_mailing(mailing)
    count = resend_failed_mails(mails_of(mailing), by=by)
    if not count:
        raise NothingToDo(NONE_FAILED)
    record(by=by, verb="sign_ups.mailing_resent", obj=mailing, recipients=count)
    return count


def forget_mailings(slot: Slot) -> int:
    """Empty what was written to its sign-ups, and keep how each mail ended; returns how many mailings.

    Before the mails themselves are forgotten (`purges`).
    """
    for mailing in Mailing.objects.filter(recipients__sign_up__slot=slot).distinct():
        state = mails_of(mailing).filter(about_id=OuterRef("sign_up_id")).order_by("pk").values("state")[:1]
        gone = mailing.recipients.filter(sign_up__slot=slot).order_by()
        gone.filter(pk__in=gone.annotate(now=Subquery(state)).filter(now__isnull=False).values("pk")).update(
            outcome=Subquery(state)
        )
    return Mailing.objects.filter(slot=slot).update(**dict.fromkeys(Mailing.PERSONAL, ""))
