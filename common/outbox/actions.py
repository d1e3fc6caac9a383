"""The outbox (送信メール): every mail is a row first, sent after the commit by the worker.

`send_mails` writes the rows and their delivery jobs in the caller's transaction: a mail server that is
down loses nothing.
"""

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common import jobs, text
from common.outbox import bounces
from common.outbox.models import DELIVER_TASK, OutgoingMail

MAX_SUBJECT = 200
MAX_KEY = 200
MAX_BODY = 100_000
BAG = 20  # mails of one job
FEW = 5  # mails that somebody waits for, at most: a code, an invitation, a notice to a section and its people
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
# what a mail may carry beside its text: how to stop such mails with one click (RFC 8058), who is answered
ALLOWED_HEADERS = ("List-Unsubscribe", "List-Unsubscribe-Post", "Reply-To")


@dataclass(frozen=True)
class MailMessage:
    """What `send_mails` takes for each mail."""

    key: str
    to: str
    subject: str
    body: str
    purpose: str
    headers: Mapping[str, str] = field(default_factory=dict)
    about_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    skipped: str = ""  # why it is not sent at all


def send_mails(messages: Iterable[MailMessage]) -> int:
    """Queue many mails with one insert and one batch of jobs; return how many were new."""
    rows = [_row(message) for message in messages]
    if not rows:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        for name in ("headers", "facts"):
            columns[name] = [json.dumps(value) for value in columns[name]]
        cursor.execute(_INSERT_MANY, {**columns, "now": timezone.now()})
        new = cursor.fetchall()
        queued = [pk for pk, state in new if state == OutgoingMail.State.QUEUED]
        queue_delivery(queued, awaited=len(queued) <= FEW and jobs.somebody_waits())
    return len(new)


def queue_delivery(mails: Iterable[int], *, awaited: bool = False, seconds: float = 0) -> None:
    """Queue these mails in bags of BAG: one job and one connection to the mail server each.

    `awaited`: somebody waits for them, and they go before all others. `seconds` from now.
    """
    rest = iter(sorted(mails))
    bags = iter(lambda: list(islice(rest, BAG)), [])
    jobs.defer_many(
        DELIVER_TASK,
        [{"mail_ids": bag, "awaited": awaited} for bag in bags],
        kind=jobs.AWAITED_MAIL if awaited else jobs.MAIL,
        seconds=seconds,
    )


# one array per column of _row
_INSERT_MANY = """
    INSERT INTO common_outgoingmail
        (key, purpose, about_id, facts, "to", subject, body, state, last_error, headers, tries, created_at)
    SELECT key, purpose, about_id, facts::jsonb, "to", subject, body, state, last_error, headers::jsonb, 0,
        %(now)s
    FROM unnest(
        %(key)s::text[], %(purpose)s::text[], %(about_id)s::bigint[], %(facts)s::text[], %(to)s::text[],
        %(subject)s::text[], %(body)s::text[], %(state)s::text[], %(last_error)s::text[], %(headers)s::text[]
    ) AS message (key, purpose, about_id, facts, "to", subject, body, state, last_error, headers)
    ON CONFLICT (key) DO NOTHING RETURNING id, state
"""


def _row(message: MailMessage) -> dict:
    """The columns of a mail: nothing that could start a new header survives."""
    to = message.to.strip()
    refused = _is_bad_address(to)
    state, reason = OutgoingMail.State.QUEUED, ""
    if refused:
        state, reason = OutgoingMail.State.FAILED, "宛先がメールアドレスの形ではないため、送りませんでした。"
    if message.skipped:
        state, reason = OutgoingMail.State.SKIPPED, message.skipped
    return {
        "key": message.key[:MAX_KEY],
        "purpose": message.purpose[:60],
        "about_id": message.about_id,
        "facts": dict(message.facts),
        "to": _UNSAFE.sub(" ", to)[:254] if refused else to,
        "subject": text.excerpt(message.subject, MAX_SUBJECT),
        "body": text.clean(message.body)[:MAX_BODY] + "\n",
        "state": state,
        "last_error": reason,
        "headers": {
            name: _UNSAFE.sub("", value)[:500]
            for name, value in message.headers.items()
            if name in ALLOWED_HEADERS
        },
    }


def _is_bad_address(to: str) -> bool:
    try:
        validate_email(to)
    except ValidationError:
        return True
    return len(to) > 254 or bool(_UNSAFE.search(to))


# --- looking after ---------------------------------------------------------------------------------------


def resend_failed_mails(mails: Iterable[OutgoingMail], *, by) -> int:
    """Queue failed mails once more (もう一度送る); return how many."""
    from common.audit_log.actions import record

    again = []
    with transaction.atomic():
        chosen = OutgoingMail.objects.select_for_update().filter(
            pk__in=[mail.pk for mail in mails], state=OutgoingMail.State.FAILED
        )
        for mail in chosen:
            if _is_bad_address(mail.to):
                continue
            mail.state, mail.tries = OutgoingMail.State.QUEUED, 0
            mail.save(update_fields=["state", "tries"])
            record(by=by, verb="common.mail_requeued", obj=mail)
            again.append(mail.pk)
        queue_delivery(again, awaited=len(again) <= FEW)
    return len(again)


ERASED_TEXT = "（内容は完全に削除しました）"


def erase_mails(mails: models.QuerySet[OutgoingMail]) -> None:
    """Empty the texts of these mails; what has not left does not leave."""
    unsent = mails.filter(state__in=[OutgoingMail.State.QUEUED, OutgoingMail.State.FAILED])
    unsent.update(state=OutgoingMail.State.SKIPPED, last_error="内容を完全に削除したため、送りませんでした。")
    mails.update(subject=ERASED_TEXT, body=f"{ERASED_TEXT}\n", facts={})


def forget_mails(mails: models.QuerySet[OutgoingMail]) -> None:
    """Empty them of addresses, too; the rows stay for their number. Jobs that ended name no such address."""
    addresses = list(mails.order_by().values_list("to", flat=True).distinct())
    erase_mails(mails)
    mails.update(to="", key=Concat(Value("forgotten "), Cast("pk", models.CharField())), headers={})
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_BOUNCES, [list(bounces.bounce_tasks()), addresses])


_FORGET_BOUNCES = """
    UPDATE procrastinate_jobs SET args = '{}'
    WHERE task_name = ANY(%s) AND args->>'address' = ANY(%s) AND status NOT IN ('todo', 'doing')
"""


def requeue_lost_mails() -> int:
    """Defer a job for every mail that has been queued for an hour and has none alive; return how many."""
    live = ProcrastinateJob.objects.filter(task_name=DELIVER_TASK, status__in=["todo", "doing"])
    with transaction.atomic():
        waiting = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
            state=OutgoingMail.State.QUEUED, created_at__lt=timezone.now() - datetime.timedelta(hours=1)
        )
        has_job = {pk for bag in live.values_list("args__mail_ids", flat=True) for pk in bag}
        lost = [pk for pk in waiting.values_list("pk", flat=True) if pk not in has_job]
        queue_delivery(lost)
    return len(lost)
