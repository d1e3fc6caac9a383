"""The mails of a confirmation round: a link and a code to the mailbox of each section."""

import datetime

from django.db import connection
from django.utils import timezone

from common import japanese_calendar
from common.outbox.actions import send_mails
from common.outbox.mail_templates import compose_template_mail
from members.confirmations.models import ConfirmationEntry
from members.mail_tokens import numbers
from members.mail_tokens.actions import issue_tokens

CONFIRMATION_PURPOSE = "confirmation"  # of mail tokens
CONFIRMATION_LIFETIME = datetime.timedelta(days=90)  # of its link and code


def send_confirmation_mails(confirmation_round, ids, name, **changes) -> None:
    """A fresh link and code to the mailboxes of these (locked) entries; earlier ones stop working."""
    entries = list(
        ConfirmationEntry.objects.filter(pk__in=ids)
        .select_related("section__organization__local_government")
        .prefetch_related("section__users")
    )
    issued = issue_tokens(
        purpose=CONFIRMATION_PURPOSE,
        addressed=[(entry, entry.section.mailbox) for entry in entries],
    )
    letters = [
        compose_template_mail(
            f"members.{name}",
            to=mail_token.email,
            key=f"members.{name}:{mail_token.number}:{mail_token.sendings}",
            round=confirmation_round,
            section=entry.section,
            organization=entry.section.organization,
            people=[user.name for user in entry.section.users.all() if user.is_active],
            overdue=confirmation_round.due_on < japanese_calendar.today(),
            mail_token=mail_token,
            token=token,
            code=numbers.code_in_groups(code),
        )
        for entry, (mail_token, token, code) in zip(entries, issued, strict=True)
    ]
    send_mails(letters)
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_MAILS, [[entry.pk for entry in entries], [letter.key for letter in letters]])
    ConfirmationEntry.objects.filter(pk__in=ids).update(mailed_at=timezone.now(), **changes)


# a bulk_update with a CASE for each row costs more than writing the mails
_NOTE_MAILS = """
    UPDATE members_confirmationentry entry SET mail_id = mail.id
    FROM unnest(%s::bigint[], %s::text[]) AS posted (entry_id, key), common_outgoingmail mail
    WHERE entry.id = posted.entry_id AND mail.key = posted.key
"""


MOVED = (
    "担当課の共通アドレスが変わったため、このメールは使えません。"
    "新しい共通アドレスに届くメールから回答してください。"
)


def confirmation_blocked_reason(mail_token) -> str:
    """Why the mail leads nowhere any more: answered already, over, moved; else empty."""
    entry = mail_token.subject
    return entry.blocked_reason or ("" if entry.section.mailbox == mail_token.email else MOVED)
