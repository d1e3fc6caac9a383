"""The post room (送信メール): every mail is a row first, sent after the commit by the worker.

`post` writes the row and its delivery job in the caller's transaction: a mail server that is
down loses nothing.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import formataddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from office import jobs, text
from office.models import Mail

MINUTE, HOUR = 60, 3600
# after each failed try; when they are used up the mail stays FAILED for the secretariat to see
PAUSES = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR)
TASK = "office.tasks.deliver_mail"
MAX_SUBJECT = 200
MAX_KEY = 200
MAX_BODY = 100_000
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
# what a letter may say beside its text: how to stop such mails with one click (RFC 8058)
HEADERS = ("List-Unsubscribe", "List-Unsubscribe-Post")
# answers of a mail server that name the mailbox, not the text or its size
_ABOUT_ADDRESS = {511, 521, 525, 550, 551, 553, 556}


class NotDelivered(Exception):
    """A try failed; the next one is due after `pause` seconds."""

    def __init__(self, message: str, pause: int):
        super().__init__(message)
        self.pause = pause


@dataclass(frozen=True)
class Letter:
    """What `post_many` takes for each mail; the fields of `post`."""

    key: str
    to: str
    subject: str
    body: str
    purpose: str
    headers: Mapping[str, str] = field(default_factory=dict)


def key_of(event: str, address: str) -> str:
    """The key of one mail for one event and address; a very long address is named by its hash, to fit."""
    key = f"{event}:{address}"
    return key if len(key) <= MAX_KEY else f"{event}:{hashlib.sha256(address.encode()).hexdigest()}"


def post(
    *, key: str, to: str, subject: str, body: str, purpose: str, headers: Mapping[str, str] | None = None
) -> Mail:
    """Queue one mail in the caller's transaction; the same `key` twice gives the first row.

    An address that cannot be one is not sent: its row says so in the secretariat's list.
    """
    with transaction.atomic():
        row = _row(Letter(key, to, subject, body, purpose, headers or {}))
        mail, created = Mail.objects.get_or_create(key=row.pop("key"), defaults=row)
        if created and mail.state == Mail.State.QUEUED:
            jobs.defer(TASK, mail_id=mail.pk)
    return mail


def post_many(letters: Iterable[Letter]) -> int:
    """Queue many mails with one insert and one batch of jobs; return how many were new."""
    rows = [_row(letter) for letter in letters]
    if not rows:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        columns["headers"] = [json.dumps(headers) for headers in columns["headers"]]
        cursor.execute(_INSERT_MANY, {**columns, "now": timezone.now()})
        new = cursor.fetchall()
        queued = [{"mail_id": pk} for pk, state in new if state == Mail.State.QUEUED]
        jobs.defer_many(TASK, queued)
    return len(new)


# one array per column of _row
_INSERT_MANY = """
    INSERT INTO office_mail
        (key, purpose, "to", subject, body, state, last_error, headers, tries, created_at)
    SELECT key, purpose, "to", subject, body, state, last_error, headers::jsonb, 0, %(now)s
    FROM unnest(
        %(key)s::text[], %(purpose)s::text[], %(to)s::text[], %(subject)s::text[],
        %(body)s::text[], %(state)s::text[], %(last_error)s::text[], %(headers)s::text[]
    ) AS letter (key, purpose, "to", subject, body, state, last_error, headers)
    ON CONFLICT (key) DO NOTHING RETURNING id, state
"""


def _row(letter: Letter) -> dict:
    """The columns of a letter: nothing that could start a new header survives."""
    to = letter.to.strip()
    refused = _address_refused(to)
    return {
        "key": letter.key[:MAX_KEY],
        "purpose": letter.purpose[:60],
        "to": _UNSAFE.sub(" ", to)[:254] if refused else to,
        "subject": text.excerpt(letter.subject, MAX_SUBJECT),
        "body": text.clean(letter.body)[:MAX_BODY] + "\n",
        "state": Mail.State.FAILED if refused else Mail.State.QUEUED,
        "last_error": "宛先がメールアドレスの形ではないため、送りませんでした。" if refused else "",
        "headers": {
            name: _UNSAFE.sub("", value)[:500] for name, value in letter.headers.items() if name in HEADERS
        },
    }


def _address_refused(to: str) -> bool:
    try:
        validate_email(to)
    except ValidationError:
        return True
    return len(to) > 254 or bool(_UNSAFE.search(to))


# --- what rooms want asked and told --------------------------------------------------------------------

Doubt = Callable[[Mail], str]
_doubts: dict[str, Doubt] = {}
_told_of_refusals: list[str] = []


def ask_before_sending(purpose: str, doubt: Doubt) -> None:
    """Have `doubt(mail)` asked before a mail of that purpose leaves: a sentence why it must not, or ""."""
    _doubts[purpose] = doubt


def tell_of_refusals(task: str) -> None:
    """Have the job `task(address=, reason=)` done when a mail server says that an address does not exist."""
    if task not in _told_of_refusals:
        _told_of_refusals.append(task)


# --- delivering ------------------------------------------------------------------------------------------


def deliver(mail: Mail) -> Mail:
    """Send one mail; a sent one is never sent again, also when two workers try at once.

    Raises NotDelivered with the pause before the next try; after the last one, or where the mail server
    says the address will never work, the row is FAILED and nothing is raised.
    """
    failure = None
    with transaction.atomic():
        row = Mail.objects.select_for_update().get(pk=mail.pk)
        if row.state != Mail.State.QUEUED:
            return row
        row.tries += 1
        doubt = _doubts.get(row.purpose, _no_doubt)(row)
        try:
            if not doubt:
                _carry(row)
        except Exception as error:  # whatever a carrier raises: the row must tell it and stay
            failure = _note_failure(row, error)
        else:
            row.state, row.last_error = (Mail.State.FAILED if doubt else Mail.State.SENT), doubt
            row.sent_at = None if doubt else timezone.now()
        row.save(update_fields=["state", "tries", "sent_at", "last_error"])
    if failure:
        raise failure
    return row


def _no_doubt(mail: Mail) -> str:
    return ""


def _carry(row: Mail) -> None:
    host = urlsplit(settings.SITE_URL).hostname
    digest = hashlib.sha256(row.key.encode()).hexdigest()[:16]
    EmailMessage(
        subject=row.subject,
        body=row.body,
        from_email=formataddr((settings.SITE_NAME, settings.DEFAULT_FROM_EMAIL)),
        to=[row.to],
        headers={
            "Message-ID": f"<mail-{row.pk}-{digest}@{host}>",  # a second copy is known as one
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **row.headers,
        },
    ).send()


def _note_failure(row: Mail, error: Exception) -> NotDelivered | None:
    row.last_error = text.excerpt(f"{type(error).__name__}: {error}", 500)
    if row.tries > len(PAUSES) or _is_final(error):
        row.state = Mail.State.FAILED
        if _is_about_address(error):
            for task in _told_of_refusals:
                jobs.defer(task, address=row.to, reason=row.last_error)
        return None
    return NotDelivered(row.last_error, PAUSES[row.tries - 1])


def _is_final(error: Exception) -> bool:
    """Whether the mail server refused this address or this text for good (5xx), not just for now."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    # 53x is about our own login and will be mended
    return isinstance(error, SMTPResponseException) and 550 <= error.smtp_code < 560


def _is_about_address(error: Exception) -> bool:
    """Whether the server said that this mailbox does not exist or takes nothing, now and later."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in _ABOUT_ADDRESS for code, _ in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code in _ABOUT_ADDRESS


# --- looking after ---------------------------------------------------------------------------------------


def send_again(mails: Iterable[Mail], *, by) -> int:
    """Queue failed mails once more (もう一度送る); return how many."""
    from office.register import record

    count = 0
    with transaction.atomic():
        chosen = Mail.objects.select_for_update().filter(
            pk__in=[mail.pk for mail in mails], state=Mail.State.FAILED
        )
        for mail in chosen:
            if _address_refused(mail.to):
                continue
            mail.state, mail.tries = Mail.State.QUEUED, 0
            mail.save(update_fields=["state", "tries"])
            jobs.defer(TASK, mail_id=mail.pk)
            record(by=by, verb="office.mail_requeued", obj=mail, to=mail.to)
            count += 1
    return count


def requeue_lost(older_than: datetime.timedelta = datetime.timedelta(hours=1)) -> int:
    """Defer a job for every queued mail that has none alive any more; return how many."""
    live = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    with transaction.atomic():
        waiting = Mail.objects.select_for_update(skip_locked=True).filter(
            state=Mail.State.QUEUED, created_at__lt=timezone.now() - older_than
        )
        has_job = set(live.values_list("args__mail_id", flat=True))
        lost = [{"mail_id": pk} for pk in waiting.values_list("pk", flat=True) if pk not in has_job]
        jobs.defer_many(TASK, lost)
    return len(lost)


def oldest_waiting_seconds() -> float:
    """For how long the most overdue job of any kind has been waiting for a worker; 0 where none waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))), 0)
            FROM procrastinate_jobs job
            LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
            WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
            """
        )
        return max(0.0, float(cursor.fetchone()[0]))
