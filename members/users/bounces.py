"""People whom mail does not reach (担当者の不達): marked by the mail server's answer, mended by people."""

from django.db import transaction
from django.utils import timezone

from members import mails, rules
from members.actions.bounces import mark_bounced
from members.models import Section, User
from members.refusals import Refused
from members.reviews import put_before_secretariat
from office import register

NOTE_TASK = "members.note_refused_address"


def note_refused_address(*, address: str, reason: str) -> int:
    """Mark whoever has this address, person or section mailbox; how many were marked by this call."""
    people = User.objects.active().filter(email=address.lower()).values_list("pk", flat=True)
    sections = Section.objects.open().filter(mailbox__iexact=address, bounced_at__isnull=True)
    marked = [mark_unreached(pk, reason) for pk in people]
    for section in sections:
        mark_bounced(section=section, by=None, reason=reason)
        entry = register.entries_of(section).filter(verb="members.mailbox_bounced", review=None).first()
        if entry is not None:
            put_before_secretariat(entry=entry, organization=section.organization)
        marked.append(True)
    return sum(marked)


@transaction.atomic
def mark_unreached(pk: int, reason: str) -> bool:
    """Mark a person once: a colleague is told, and the secretariat sees it among the changes."""
    person = User.objects.select_for_update().get(pk=pk)
    if person.is_unreached or not person.is_active:
        return False
    person.bounced_at, person.bounced_address = timezone.now(), person.email
    person.save(update_fields=["bounced_at", "bounced_address"])
    entry = register.record(
        by=None, verb="members.user_unreached", obj=person, address=person.email, reason=reason
    )
    if person.section_id:
        put_before_secretariat(entry=entry, organization=person.organization)
        _tell_colleague(person)
    return True


def mark_reached(*, person, by) -> User:
    """Mail arrives there again (不達を解除する)."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if not rules.can_mark_reached(by, person):
            raise Refused("不達を解除できるのは、本人、団体の代表、事務局です。")
        person.bounced_at, person.bounced_address = None, ""
        person.save(update_fields=["bounced_at", "bounced_address"])
        register.record(by=by, verb="members.user_reached", obj=person, address=person.email)
    return person


def _tell_colleague(person) -> None:
    """One who acts beside him, of his section first; where there is nobody, the section's mailbox."""
    others = User.objects.of(person.organization).acting().exclude(pk=person.pk)
    others = [other for other in others.order_by("id") if not other.is_unreached]
    others.sort(key=lambda other: (other.section_id != person.section_id, not other.is_representative))
    to = others[0].email if others else person.section.mailbox
    if to.lower() != person.email:
        mails.send(
            "user_unreached",
            to=to,
            key=f"members.user_unreached:{person.pk}:{person.bounced_at:%Y%m%d%H%M%S}",
            person=person,
            organization=person.organization,
        )
