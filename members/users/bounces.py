"""People whom mail does not reach (担当者の不達): marked by the mail server's answer, mended by people."""

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.audit_log.queries import entries_of
from common.refusals import ActionRefused
from members.reviews.actions import queue_review
from members.sections.actions import mark_mailbox_bounced
from members.sections.models import Section
from members.users import rules
from members.users.emails import UserUnreached
from members.users.models import User

NOTE_REFUSED_ADDRESS_TASK = "members.note_refused_address"


def note_refused_address(*, address: str, reason: str) -> int:
    """Mark whoever has this address, person or section mailbox; how many were marked by this call."""
    people = User.objects.active().filter(email=address.lower()).values_list("pk", flat=True)
    sections = Section.objects.open().filter(mailbox__iexact=address, bounced_at__isnull=True)
    marked = [mark_unreached(pk, reason) for pk in people]
    for section in sections:
        mark_mailbox_bounced(section=section, by=None, reason=reason)
        entry = entries_of(section).filter(verb="members.mailbox_bounced", review=None).first()
        if entry is not None:
            queue_review(entry=entry, organization=section.organization)
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
    entry = record(by=None, verb="members.user_unreached", obj=person, address=person.email, reason=reason)
    if person.section_id:
        queue_review(entry=entry, organization=person.organization)
        UserUnreached(person, at=f"{person.bounced_at:%Y%m%d%H%M%S}").write()
    return True


def mark_reached(*, person, by) -> User:
    """Mail arrives there again (不達を解除する)."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if not rules.can_mark_reached(by, person):
            raise ActionRefused("不達を解除できるのは、本人、団体の代表担当者、事務局です。")
        person.bounced_at, person.bounced_address = None, ""
        person.save(update_fields=["bounced_at", "bounced_address"])
        record(by=by, verb="members.user_reached", obj=person, address=person.email)
    return person
