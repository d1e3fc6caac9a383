"""Who is told of a hand-over by mail, when it is planned, done, cancelled or has failed."""

from common.outbox.mail_templates import send_template_mail, send_template_mail_to_each
from members.handovers.models import Handover
from members.users.models import User

HANDED_ON = "@account.invalid"  # an address that was handed on with the post


def send_handover_planned(handover: Handover) -> None:
    """Who leaves, the representatives and the section: whoever did not mean it can still cancel."""
    recipients = _concerned(handover) - _address(handover.created_by)
    send_template_mail_to_each(
        "members.handover_planned",
        to=recipients,
        key=f"members.handover_planned:{handover.pk}",
        handover=handover,
    )


def send_handover_cancelled(handover: Handover) -> None:
    recipients = _concerned(handover) | _address(handover.created_by)
    send_template_mail_to_each(
        "members.handover_cancelled",
        to=recipients - _address(handover.cancelled_by),
        key=f"members.handover_cancelled:{handover.pk}",
        handover=handover,
    )


def send_handover_done(handover: Handover, *, was_active: bool) -> None:
    """The section and the representatives; the predecessor and the successor each in words of their own."""
    leaving, successor = handover.leaving, handover.successor
    context = {"handover": handover, "section": leaving.section}
    recipients = {leaving.section.mailbox} | _representatives(leaving) - {successor.email}
    send_template_mail_to_each(
        "members.handover_done", to=recipients, key=f"members.handover_done:{handover.pk}", **context
    )
    send_template_mail(
        "members.handover_received",
        to=successor.email,
        key=f"members.handover_received:{handover.pk}",
        successor=successor,
        **context,
    )
    if was_active and leaving.email != successor.email:
        send_template_mail(
            "members.handover_ended", to=leaving.email, key=f"members.handover_ended:{handover.pk}", **context
        )


def send_handover_failed(handover: Handover) -> None:
    """Who told it, or the section's mailbox; the secretariat sees it in its task queue."""
    author = _address(handover.created_by)
    section = handover.leaving.section
    send_template_mail_to_each(
        "members.handover_refused",
        to=author or ({section.mailbox} if section else set()),
        key=f"members.handover_refused:{handover.pk}",
        handover=handover,
        reason=handover.failed_reason,
    )


def _concerned(handover) -> set[str]:
    section = handover.leaving.section
    mailbox = {section.mailbox} if section else set()
    return mailbox | _address(handover.leaving) | _representatives(handover.leaving)


def _representatives(leaving) -> set[str]:
    if not leaving.section_id:
        return set()
    people = User.objects.of(leaving.organization).representatives().exclude(pk=leaving.pk)
    return set(people.values_list("email", flat=True))


def _address(person) -> set[str]:
    if person is None or not person.is_active or person.email.endswith(HANDED_ON):
        return set()
    return {person.email}
