"""Section mailboxes that mail does not reach (不達): noticed, marked, mended."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from members import mails, rules
from members.actions.rounds import mail_entries
from members.models import Organization, RoundEntry, Section
from members.refusals import Refused
from office import postroom, register
from office.models import Mail

ONLY_SECRETARIAT = "不達の登録と再送は、事務局だけができます。"


def note_bounces() -> int:
    """Mark what the post room could not deliver in the running round, unmark what it could since then.

    Returns how many were marked.
    """
    entries = RoundEntry.objects.running().waiting()
    failed = list(
        entries.filter(
            bounced_at__isnull=True, mail__state=Mail.State.FAILED, mail__to=F("section__mailbox")
        ).select_related("section__organization__local_government", "mail")
    )
    for entry in failed:
        mark_bounced(section=entry.section, by=None, reason=entry.mail.last_error)
    mended = entries.filter(mail__state=Mail.State.SENT, mail__sent_at__gt=F("bounced_at"))
    for entry in mended.select_related("section"):
        reached(entry.section)
    return len(failed)


def mark_bounced(*, section, by, reason="") -> Section:
    """Mail to this mailbox comes back: its organisation is told, the running round shows it."""
    if by is not None and not rules.can_run_round(by):
        raise Refused(ONLY_SECRETARIAT)
    with transaction.atomic():
        locked = _lock(section)
        now = timezone.now()
        locked.round_entries.running().waiting().filter(bounced_at=None).update(bounced_at=now)
        if locked.bounced_at:
            return locked
        locked.bounced_at = now
        locked.save(update_fields=["bounced_at"])
        register.record(
            by=by, verb="members.mailbox_bounced", obj=locked, mailbox=locked.mailbox, reason=reason
        )
        _tell_organization(locked)
    return locked


def unmark_bounced(*, section, by) -> Section:
    """The mailbox is reached after all."""
    if not rules.can_run_round(by):
        raise Refused(ONLY_SECRETARIAT)
    with transaction.atomic():
        locked = _lock(section)
        reached(locked, by=by)
    return locked


def reached(section, by=None) -> None:
    """Forget in the caller's transaction that mail to the section came back or failed."""
    entries = section.round_entries.running().filter(bounced_at__isnull=False)
    entries.filter(mail__state=Mail.State.FAILED).update(mail=None)
    entries.update(bounced_at=None)
    if Section.objects.filter(pk=section.pk, bounced_at__isnull=False).update(bounced_at=None):
        register.record(by=by, verb="members.mailbox_reached", obj=section, mailbox=section.mailbox)


def resend_entry(*, entry, mailbox: str, by) -> RoundEntry:
    """Mail the section once more with a fresh link; another mailbox is registered first."""
    if not rules.can_run_round(by):
        raise Refused(ONLY_SECRETARIAT)
    with transaction.atomic():
        section = _lock(entry.section)
        locked = RoundEntry.objects.select_for_update().get(pk=entry.pk)
        if locked.closed_words:
            raise Refused(locked.closed_words)
        if mailbox != section.mailbox:
            _move(section, mailbox, by)
        mail_entries(locked.round, [locked.pk], "confirmation_asked")
        register.record(by=by, verb="members.entry_resent", obj=locked, mailbox=mailbox)
    return locked


def _lock(section) -> Section:
    """The organisation first, as whoever answers does: nobody waits for each other for ever."""
    Organization.objects.select_for_update(of=("self",)).get(pk=section.organization_id)
    return Section.objects.select_for_update().get(pk=section.pk)


def _move(section, mailbox, by) -> None:
    before, section.mailbox = section.mailbox, mailbox
    section.save(update_fields=["mailbox"])
    label = str(Section._meta.get_field("mailbox").verbose_name)
    register.record(by=by, verb="members.section_changed", obj=section, changes={label: [before, mailbox]})
    reached(section, by=by)


def _tell_organization(section) -> None:
    """Its people with a login, and the other sections: the mailbox itself hears nothing."""
    organization = section.organization
    people = get_user_model().objects.of(organization).active()
    addresses = {
        person.email for person in people if person.is_representative or person.section_id == section.pk
    }
    addresses |= set(
        Section.objects.open()
        .filter(organization=organization, bounced_at=None)
        .values_list("mailbox", flat=True)
    )
    postroom.post_many(
        mails.letter(
            "mailbox_bounced",
            to=address,
            key=f"members.mailbox_bounced:{section.pk}:{section.bounced_at:%Y%m%d%H%M%S}:{address}",
            section=section,
            organization=organization,
        )
        for address in sorted(addresses - {section.mailbox})
    )
