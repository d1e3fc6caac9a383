import contextlib
import hashlib
import time
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from common import jobs, text
from common.outbox import bounces
from common.outbox import carrier as carriers
from common.outbox.actions import queue_delivery
from common.outbox.carrier import Carrier
from common.outbox.mails import Guards
from common.outbox.models import OutgoingMail

MINUTE, HOUR = 60, 3600
BAG_SECONDS = 5  # after so long a bag lets others go first
# after each failed try; when they are used up the mail stays FAILED for the secretariat to see
RETRY_PAUSES = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR)

# answers of a mail server that name the mailbox, not the text or its size
_BAD_ADDRESS_CODES = {511, 521, 525, 550, 551, 553, 556}


class NotDelivered(Exception):
    """A try failed; the next one is queued, `pause` seconds from now."""

    def __init__(self, message: str, pause: int):
        super().__init__(message)
        self.pause = pause


# --- delivering ------------------------------------------------------------------------------------------


def deliver_bag(mail_ids: list[int], *, awaited: bool = False) -> None:
    """Send these mails over one connection, each in a transaction of its own.

    At the first error of the connection it stops: no try of the rest is counted. What is left then, or after
    BAG_SECONDS, is queued again: others may be awaited by somebody, and the mail server slow.
    """
    rows = list(OutgoingMail.objects.filter(pk__in=mail_ids, state=OutgoingMail.State.QUEUED).order_by("pk"))
    left, ends_at = [row.pk for row in rows], time.monotonic() + BAG_SECONDS
    guards = Guards(rows)
    with Carrier() as carrier:
        for row in rows:
            if carrier.is_lost or carriers.pause_left() or time.monotonic() > ends_at:
                break
            left.remove(row.pk)
            with contextlib.suppress(NotDelivered):
                deliver(row, carrier, guards)
    queue_delivery(left, awaited=awaited, seconds=carriers.pause_left())


def deliver(mail: OutgoingMail, carrier: Carrier | None = None, guards: Guards | None = None) -> OutgoingMail:
    """Send one mail; a sent one is never sent again, also when two workers try at once.

    Raises NotDelivered, the next try being queued; after the last one, or where the mail server says the
    address will never work, the row is FAILED and nothing is raised.
    """
    if carrier is None or guards is None:
        with Carrier() as own:
            return deliver(mail, own, Guards([mail]))
    failure = None
    with transaction.atomic():
        row = OutgoingMail.objects.select_for_update().filter(pk=mail.pk).first()
        if row is None or row.state != OutgoingMail.State.QUEUED:
            return row or mail
        row.tries += 1
        try:
            with transaction.atomic():  # what a guard breaks in the database must not take the row with it
                reason = guards.reason_against(row)  # a guard that raises is a failed try, not a no
            if not reason:
                _send(row, carrier)
        except Exception as error:  # whatever a carrier raises: the row must tell it and stay
            failure = _record_failure(row, error)
        else:
            row.state, row.last_error = (
                (OutgoingMail.State.SKIPPED if reason else OutgoingMail.State.SENT),
                reason,
            )
            row.sent_at = None if reason else timezone.now()
        row.save(update_fields=["state", "tries", "sent_at", "last_error"])
    if failure:
        raise failure
    return row


def _send(row: OutgoingMail, carrier: Carrier) -> None:
    host = urlsplit(settings.SITE_URL).hostname
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    digest = hashlib.sha256(row.key.encode()).hexdigest()[:16]
    message = EmailMessage(
        subject=row.subject,
        body=row.body,
        from_email=formataddr((name or settings.SITE_NAME, address)),
        to=[row.to],
        headers={
            "Message-ID": f"<mail-{row.pk}-{digest}@{host}>",  # a second copy is known as one
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **row.headers,
        },
    )
    carrier.send(message)


def _record_failure(row: OutgoingMail, error: Exception) -> NotDelivered | None:
    row.last_error = text.excerpt(f"{type(error).__name__}: {error}", 500)
    if row.tries > len(RETRY_PAUSES) or _is_final(error):
        row.state = OutgoingMail.State.FAILED
        if _is_about_address(error):
            for task in bounces.bounce_tasks():
                jobs.defer(task, address=row.to, reason=row.last_error)
        return None
    pause = RETRY_PAUSES[row.tries - 1]
    queue_delivery([row.pk], seconds=pause)
    return NotDelivered(row.last_error, pause)


def _is_final(error: Exception) -> bool:
    """Whether the mail server refused this address or this text for good (5xx), not just for now."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    # 53x is about our own login and will be mended
    return isinstance(error, SMTPResponseException) and 550 <= error.smtp_code < 560


def _is_about_address(error: Exception) -> bool:
    """Whether the server said that this mailbox does not exist or takes nothing, now and later."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in _BAD_ADDRESS_CODES for code, _ in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code in _BAD_ADDRESS_CODES
