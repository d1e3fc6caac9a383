"""Sending notifications at once, and other mails of the board; each mail once for each event."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.utils import timezone

from board.notifications.events import Event
from board.notifications.models import Notification
from board.notifications.queries import PendingNotification, pending_notifications, start_of_day
from board.notifications.text_layout import wrapped
from board.replies import quotes
from board.replies.models import Reply
from board.subscriptions import unsubscribe_links
from common import japanese_calendar
from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.mail_templates import mail_template
from common.outbox.models import OutgoingMail


def send(event: str, purpose: str, addresses: set[str], subject: str, context: dict) -> None:
    """Mail these addresses the template of the purpose (`board.topic_expired`: `topic_expired.txt`)."""
    body = mail_body(purpose.partition(".")[2], context)
    send_mails(messages_for(event, purpose, addresses, subject, body))


def mail_body(name: str, context: dict) -> str:
    """The text of a mail from its template."""
    site = {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    return render_to_string(mail_template(f"board.{name}"), {**context, **site})


def messages_for(event: str, purpose: str, addresses: set[str], subject: str, body: str) -> list:
    """The same mail to each of these addresses, once for the event."""
    return [
        MailMessage(mail_key(event, address), address, subject, body, purpose)
        for address in sorted(addresses)
    ]


def lowercased(*lists) -> set[str]:
    """Addresses as they are compared, without empty ones."""
    return {address.lower() for addresses in lists for address in addresses if address}


AT_ONCE_PURPOSES = ["board.topic_published", "board.reply_posted", "board.topic_stepped", "board.mentioned"]
AT_ONCE_PURPOSES += ["board.topic_edited", "board.topic_closed", "board.topic_reopened"]
AT_ONCE_PURPOSES += ["board.talk_begun", "board.audience_widened"]
MAIL_EXCERPT = 600
UNSUBSCRIBE_PLACEHOLDER = "\x1aSTOP\x1a"  # in the one rendered text, where each address gets its own


def send_at_once(event: Event, ids: list[int]) -> int:
    """Mail these notifications to those who want them at once, as far as today's cap allows; the rest waits.

    Two owners who share an address get one mail. Runs in the planning's transaction.
    """
    if not ids:
        return 0
    by_address = defaultdict(list)
    for row in pending_notifications(ids):
        if row.still_holds and not row.undeliverable:
            by_address[row.address].append(row)
    wanted = {
        address: rows for address, rows in by_address.items() if any(row.rhythm == "at_once" for row in rows)
    }
    sent_today = _sent_today(wanted)
    messages, mailed = [], {}
    texts = {True: "", False: ""}
    for address, rows in sorted(wanted.items()):
        if sent_today[address] >= settings.NOTICE_DAILY_CAP:
            continue
        named = any(row.occasion == Notification.Occasion.MENTION for row in rows)
        texts[named] = texts[named] or _text(event, named)
        last = sent_today[address] + 1 == settings.NOTICE_DAILY_CAP
        message = _message(event, address, rows, texts[named], last=last)
        messages.append(message)
        mailed[message.key] = [row.pk for row in rows]
    send_mails(messages)
    settle(mailed, Notification.Outcome.MAILED)
    return len(messages)


_SETTLE = """
UPDATE board_notification l SET mail_id = mail.id, settled_at = %(now)s, outcome = %(outcome)s
FROM unnest(%(ids)s::bigint[], %(keys)s::text[]) AS sent (id, key)
JOIN common_outgoingmail mail ON mail.key = sent.key
WHERE l.id = sent.id
"""


def settle(mailed: dict[str, list[int]], outcome: str) -> None:
    """Note on the notifications by which mail (by its key) they were sent; one statement."""
    pairs = [(pk, key) for key, ids in mailed.items() for pk in ids]
    sent = {"ids": [pk for pk, _ in pairs], "keys": [key for _, key in pairs]}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {**sent, "now": timezone.now(), "outcome": outcome})


def _sent_today(addresses: Iterable[str]) -> Counter:
    """How many mails of single events each address was sent today."""
    today = start_of_day(japanese_calendar.today())
    rows = OutgoingMail.objects.filter(created_at__gte=today, purpose__in=AT_ONCE_PURPOSES).annotate(
        address=Lower("to")
    )
    return Counter(rows.filter(address__in=list(addresses)).values_list("address", flat=True))


def _text(event: Event, named: bool) -> str:
    body = _reply_text(event.reply.pk) if event.reply else event.topic.body
    return render_to_string(
        mail_template(event.purpose),
        {
            "topic": event.topic,
            "reply": event.reply,
            "named": named,
            "excerpt": wrapped(body, MAIL_EXCERPT),
            "path": (event.reply or event.topic).get_absolute_url(),
            "STOP": UNSUBSCRIBE_PLACEHOLDER,
            "SITE_URL": settings.SITE_URL,
            "SITE_NAME": settings.SITE_NAME,
            **event.context,
        },
    )


def _reply_text(pk: int) -> str:
    """What it quotes may be hidden by the time the worker comes to it."""
    return quotes.readable_text(Reply.objects.with_quoted().get(pk=pk))


def _message(
    event: Event, address: str, rows: list[PendingNotification], text: str, *, last: bool
) -> MailMessage:
    stop = settings.SITE_URL + unsubscribe_links.unsubscribe_path(event.topic.pk, [row.owner for row in rows])
    text = text.replace(UNSUBSCRIBE_PLACEHOLDER, stop)
    if last:
        text = text.rstrip() + (
            f"\n\n本日の掲示板のお知らせは、このメールで上限の{settings.NOTICE_DAILY_CAP}通になりました。\n"
            "これより後の分は、次の開庁日の朝にまとめてお送りします。\n"
        )
    return MailMessage(
        key=mail_key(f"notice:{event.key}", address),
        to=address,
        subject=event.subject,
        body=text,
        purpose=event.purpose,
        headers={
            "List-Unsubscribe": f"<{stop}one-click/>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def reason_not_to_send(mail: OutgoingMail) -> str:
    """Asked before a mail of the board is sent: why it must not be any more, or "".

    The mail server may have been down for days: meanwhile a topic may be hidden, its audience narrowed. What
    else was in the same digest goes into the next one.
    """
    ids = list(Notification.objects.filter(mail=mail).values_list("pk", flat=True))
    rows = pending_notifications(ids)
    invalid = {row.pk for row in rows if not row.still_holds}
    if not rows or (mail.purpose in AT_ONCE_PURPOSES and len(invalid) < len(rows)) or not invalid:
        return ""
    Notification.objects.filter(pk__in=invalid).update(outcome=Notification.Outcome.DROPPED)
    Notification.objects.filter(pk__in=set(ids) - invalid).update(settled_at=None, outcome="", mail=None)
    return "送る前に、投稿が見られなくなったか、知らせが止められたため、送りませんでした。"
