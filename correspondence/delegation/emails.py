"""Who reads it that an answer was given to them."""

from members.users.models import User


def assignee_addresses(answer) -> set[str]:
    """The person; or the section's mailbox and its people. Nobody where they cannot write it any more."""
    if not answer.is_held:
        return set()
    if answer.delegated_to:
        return {answer.delegated_to.email.lower()}
    section = answer.delegated_section
    people = User.objects.acting_for_section().filter(section=section).values_list("email", flat=True)
    return {address.lower() for address in [*section.mailboxes, *people]}
