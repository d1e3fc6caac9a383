"""Who is told by mail when the people of an organisation change."""

from members import mails
from members.models import Section, User


def person_came(person, entry) -> None:
    """Tell the section's mailbox; where the person logs in with that very address, his own mail says it."""
    if person.section.mailbox.lower() != person.email:
        mails.send(
            "person_came", to=person.section.mailbox, key=f"members.person_came:{entry.pk}", person=person
        )


def person_left(person, section, entry) -> None:
    """Tell the mailbox of the section that he worked in."""
    mails.send(
        "person_left",
        to=section.mailbox,
        key=f"members.person_left:{entry.pk}",
        person=person,
        section=section,
    )


def person_changed(person, entry) -> None:
    """Tell the person what his role and section are from now on."""
    mails.send("person_changed", to=person.email, key=f"members.person_changed:{entry.pk}", person=person)


def account_ended(person, entry, reason) -> None:
    mails.send(
        "account_ended",
        to=person.email,
        key=f"members.account_ended:{entry.pk}",
        person=person,
        reason=reason,
    )


def join_asked(application) -> bool:
    """Put a request for an account before the representatives; False where the organisation has none."""
    if application.kind != application.Kind.ACCOUNT:
        return False
    representatives = User.objects.of(application.organization).representatives()
    addresses = list(representatives.values_list("email", flat=True))
    if not addresses:
        return False
    mailboxes = Section.objects.open().filter(organization=application.organization_id)
    mails.send_all(
        "join_asked",
        to=[*addresses, *mailboxes.values_list("mailbox", flat=True)],
        key=f"members.join_asked:{application.number}",
        application=application,
    )
    return True
