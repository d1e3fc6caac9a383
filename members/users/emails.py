"""Who is told by mail when the people of an organisation change."""

from common.outbox.mail_templates import send_template_mail
from members.users.models import User


def send_person_added(person, entry) -> None:
    """Tell the section's mailbox; where the person logs in with that very address, their own mail says it."""
    if person.section.mailbox.lower() != person.email:
        send_template_mail(
            "members.person_added",
            to=person.section.mailbox,
            key=f"members.person_added:{entry.pk}",
            person=person,
        )


def send_person_left(person, section, entry) -> None:
    """Tell the mailbox of the section that they worked in."""
    send_template_mail(
        "members.person_left",
        to=section.mailbox,
        key=f"members.person_left:{entry.pk}",
        person=person,
        section=section,
    )


def send_person_changed(person, entry) -> None:
    """Tell the person what their role and section are from now on."""
    send_template_mail(
        "members.person_changed", to=person.email, key=f"members.person_changed:{entry.pk}", person=person
    )


def send_account_ended(person, entry, reason) -> None:
    send_template_mail(
        "members.account_ended",
        to=person.email,
        key=f"members.account_ended:{entry.pk}",
        person=person,
        reason=reason,
    )


def send_user_unreached(person) -> None:
    """One who acts beside them, of their section first; where there is nobody, the section's mailbox."""
    others = User.objects.of(person.organization).acting_for_section().exclude(pk=person.pk)
    others = [other for other in others.order_by("id") if not other.is_unreached]
    others.sort(key=lambda other: (other.section_id != person.section_id, not other.is_representative))
    to = others[0].email if others else person.section.mailbox
    if to.lower() != person.email:
        send_template_mail(
            "members.user_unreached",
            to=to,
            key=f"members.user_unreached:{person.pk}:{person.bounced_at:%Y%m%d%H%M%S}",
            person=person,
            organization=person.organization,
        )
