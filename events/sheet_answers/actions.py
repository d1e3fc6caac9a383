"""A body writes its sheet from its mailbox, without a login."""

from django.db import transaction

from correspondence.answer_links.actions import use_up_links
from correspondence.answers_by_mail.actions import link_of, lock_link
from events.participations.models import Participation
from events.sheets.actions import save_sheet
from events.sheets.emails import SheetAsked
from events.sheets.models import ExhibitorSheet
from events.sheets.rules import may_change_sheet
from members.sections.actions import clear_mailbox_bounce


@transaction.atomic
def save_sheet_by_mail(*, mail_token, **facts) -> ExhibitorSheet:
    """What `save_sheet` does, for the body whose mail it is; handed in, the mail has done its work.

    Raises ActionRefused where the mail cannot be used, and whatever `save_sheet` raises.
    """
    link = lock_link(mail_token)
    sheet = save_sheet(participation=link.answer.participation, **facts)
    if not sheet.is_owed and not may_change_sheet(link_of(mail_token)):
        use_up_links(sheet)
    if link.section:  # whoever read the mail there shows that it arrives
        clear_mailbox_bounce(link.section)
    return sheet


def lock_body(link) -> None:
    Participation.objects.select_for_update().get(pk=link.answer.participation_id)


def write_again(link, again: str) -> None:
    """The mail to the one mailbox that lost it, in the caller's transaction."""
    SheetAsked(link.answer, mailbox=link.mailbox.lower(), again=again).write()
