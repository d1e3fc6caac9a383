"""A body answers its invitation from its mailbox, without a login."""

from collections.abc import Callable

from django.db import transaction

from correspondence.answer_links.actions import use_up_links
from correspondence.answers_by_mail.actions import link_of, lock_link
from events.applications.actions import withdraw_roles
from events.calls.actions import lock_call
from events.invitations.emails import ExhibitorInvited
from events.invitations.rules import may_change_answer
from events.participations.models import GONE, Participation
from members.sections.actions import clear_mailbox_bounce


@transaction.atomic
def answer_by_mail(action: Callable, *, mail_token, **facts) -> Participation:
    """What `apply_for_roles` or `decline_invitation` does, for the body whose mail it is.

    Raises ActionRefused where the mail cannot be used, and whatever the action raises.
    """
    link = lock_link(mail_token)
    part = action(participation=link.answer, **facts)
    if not may_change_answer(link_of(mail_token)):
        use_up_links(part)
    if link.section:  # whoever read the mail there shows that it arrives
        clear_mailbox_bounce(link.section)
    return part


def decline_invitation(*, participation: Participation, reason: str, name: str) -> Participation:
    """Say no to all that the body was invited to, or has applied for since (辞退)."""
    left = participation.roles.exclude(state__in=GONE).values_list("role", flat=True)
    return withdraw_roles(participation=participation, roles=list(left), reason=reason, name=name)


def lock_invited(link) -> None:
    lock_call(link.item)


def write_again(link, again: str) -> None:
    """The mail to the one mailbox that lost it, in the caller's transaction."""
    told = link.answer.invitation.told_at.isoformat()
    ExhibitorInvited(link.answer, told=told, mailbox=link.mailbox.lower(), again=again).write()
