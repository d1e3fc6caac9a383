"""The mails of a confirmation round: a link and a code to the mailbox of each section."""

import datetime

from django.db import connection
from django.utils import timezone

from common import japanese_calendar
from common.outbox.mails import write_all
from members.confirmations.models import ConfirmationEntry
from members.mail_tokens.actions import issue_tokens
from members.mail_tokens.emails import TokenMail

CONFIRMATION_PURPOSE = "confirmation"  # of mail tokens
CONFIRMATION_LIFETIME = datetime.timedelta(days=90)  # of its link and code


class _ConfirmationMail(TokenMail, abstract=True):
    def context(self):
        entry = self.about.subject
        return super().context() | {
            "round": entry.round,
            "section": entry.section,
            "organization": entry.section.organization,
            "people": [user.name for user in entry.section.users.all() if user.is_active],
            "overdue": entry.round.due_on < japanese_calendar.today(),
        }


class ConfirmationAsked(_ConfirmationMail):
    """Each section's mailbox, when a round begins or it asks for another mail."""

    label = "登録内容の確認: 依頼"


class ConfirmationReminded(_ConfirmationMail):
    """The mailbox of each section that has not answered, before and after the day to answer by."""

    label = "登録内容の確認: 督促"


def send_confirmation_mails(mail, ids, *, counted: bool, **changes) -> None:
    """A fresh link and code to the mailboxes of these (locked) entries; earlier ones stop working."""
    entries = (
        ConfirmationEntry.objects.filter(pk__in=ids)
        .select_related("round", "section__organization__local_government")
        .prefetch_related("section__users")
    )
    issued = issue_tokens(
        purpose=CONFIRMATION_PURPOSE,
        addressed=[(entry, entry.section.mailbox) for entry in entries],
        counted=counted,
    )
    mails = [mail.carrying(*each) for each in issued]
    write_all(mails)
    keys = [each.key(each.about.email.lower()) for each in mails]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_MAILS, [[each.about.subject_id for each in mails], keys])
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
