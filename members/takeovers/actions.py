"""The successor tells it, from the section's mailbox: they have no account, the predecessor is gone."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common import japanese_calendar
from members.handovers.actions import register_handover
from members.handovers.models import Handover
from members.mail_tokens.actions import lock_resendable_token, send_token_mail, tokens_of, use_token
from members.mail_tokens.models import MailToken
from members.sections.emails import MailboxHeld
from members.sections.models import Section
from members.takeovers import emails, rules
from members.users.models import User

TAKEOVER_PURPOSE = "takeover"  # of mail tokens
TAKEOVER_LIFETIME = datetime.timedelta(days=7)  # of its link and code
CHANGED = (
    "担当課の共通アドレスが変わったため、このメールは使えません。"
    "「前任者からの引継ぎ」から、新しいメールを受け取ってください。"
)


def offer_takeover(*, section) -> None:
    """Mail link and code to the section's mailbox, as often as they may be sent; nothing else shows it."""
    with transaction.atomic():
        # mail token before section, as those who use it up do; then two presses at once make one mail token
        list(tokens_of(section, TAKEOVER_PURPOSE).select_for_update())
        sections = Section.objects.select_for_update(of=("self",)).select_related("organization")
        section = sections.get(pk=section.pk)
        if not (section.is_open and section.organization.is_member):
            return
        if not section.mailbox_vouches:
            MailboxHeld(section, day=japanese_calendar.today().isoformat()).write()
            return
        if not User.objects.with_transferable_post().filter(section=section).exists():
            emails.TakeoverNobody(section, day=japanese_calendar.today().isoformat()).write()
            return
        earlier = tokens_of(section, TAKEOVER_PURPOSE)
        earlier.filter(Q(expires_at__lte=timezone.now()) | ~Q(email=section.mailbox)).delete()
        if any(not mail_token.used_at and not mail_token.may_be_sent_again for mail_token in earlier):
            return  # the last of its mails still opens
        send_token_mail(
            emails.TakeoverOffered, purpose=TAKEOVER_PURPOSE, subject=section, email=section.mailbox
        )


@transaction.atomic
def resend_takeover(*, number: str, email: str) -> bool:
    """The same once more; False where none is due."""
    mail_token = lock_resendable_token(number=number, email=email)
    if mail_token is None:
        return False
    offer_takeover(section=mail_token.subject)
    return True


def take_over(*, leaving, section, **successor) -> Handover:
    """Register a hand-over told by somebody who reads the section's mailbox; the caller verified that."""
    fields = {**successor, "created_by": None}
    return register_handover(leaving, fields, allowed=lambda person: rules.can_take_over(section, person))


def takeover_blocked_reason(mail_token: MailToken) -> str:
    """Why the mail leads nowhere any more: another mailbox, or the section is gone; else empty."""
    section = mail_token.subject
    there = section.is_open and section.organization.is_member and section.mailbox == mail_token.email
    return "" if there else CHANGED


def take_over_by_mail(*, mail_token: MailToken, **fields) -> Handover:
    """The same with the link or code of the mail, which is used up by it; of two at once one is refused."""
    with transaction.atomic():
        return take_over(section=use_token(mail_token).subject, **fields)
