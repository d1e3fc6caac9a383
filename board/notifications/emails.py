"""Mails of the board that nobody can decline: to owners, reporters, the secretariat; once for each event."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.utils import timezone

from board.notifications.events import Event
from board.notifications.models import NoticeLine
from board.notifications.queries import Line, lines_of
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
    send_mails(letters_for(event, purpose, addresses, subject, body))


def mail_body(name: str, context: dict) -> str:
    """The text of a mail from its template."""
    site = {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    return render_to_string(mail_template(f"board.{name}"), {**context, **site})


def letters_for(event: str, purpose: str, addresses: set[str], subject: str, body: str) -> list:
    """The same mail to each of these addresses, once for the event."""
    return [
        MailMessage(mail_key(event, address), address, subject, body, purpose)
        for address in sorted(addresses)
    ]


def lowercased(*lists) -> set[str]:
    """Addresses as they are compared, without empty ones."""
    return {address.lower() for addresses in lists for address in addresses if address}


AT_ONCE = ["board.topic_published", "board.reply_posted", "board.topic_stepped", "board.mentioned"]
AT_ONCE += ["board.topic_edited", "board.topic_closed", "board.topic_reopened"]
AT_ONCE += ["board.talk_begun", "board.audience_widened"]
MAIL_EXCERPT = 600
STOP = "\x1aSTOP\x1a"  # in the one rendered text, where each address gets its own


def send_at_once(event: Event, ids: list[int]) -> int:
    """Mail these lines to those who want them at once, as far as today's cap allows; the rest waits.

    Who shares an address with one who wants it at once has it with him. Runs in the planning's transaction.
    """
    if not ids:
        return 0
    by_address = defaultdict(list)
    for line in lines_of(ids):
        if line.stands and not line.unreached:
            by_address[line.address].append(line)
    wanted = {
        address: lines
        for address, lines in by_address.items()
        if any(line.rhythm == "at_once" for line in lines)
    }
    sent_today = _sent_today(wanted)
    letters, mailed = [], {}
    texts = {True: "", False: ""}
    for address, lines in sorted(wanted.items()):
        if sent_today[address] >= settings.NOTICE_DAILY_CAP:
            continue
        named = any(line.occasion == NoticeLine.Occasion.MENTION for line in lines)
        texts[named] = texts[named] or _text(event, named)
        last = sent_today[address] + 1 == settings.NOTICE_DAILY_CAP
        letter = _letter(event, address, lines, texts[named], last=last)
        letters.append(letter)
        mailed[letter.key] = [line.pk for line in lines]
    send_mails(letters)
    settle(mailed, NoticeLine.Outcome.MAILED)
    return len(letters)


_SETTLE = """
UPDATE board_noticeline l SET mail_id = mail.id, settled_at = %(now)s, outcome = %(outcome)s
FROM unnest(%(ids)s::bigint[], %(keys)s::text[]) AS told (id, key)
JOIN common_outgoingmail mail ON mail.key = told.key
WHERE l.id = told.id
"""


def settle(mailed: dict[str, list[int]], outcome: str) -> None:
    """Note on the lines which mail (by its key) told them; one statement."""
    pairs = [(pk, key) for key, ids in mailed.items() for pk in ids]
    told = {"ids": [pk for pk, _ in pairs], "keys": [key for _, key in pairs]}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {**told, "now": timezone.now(), "outcome": outcome})


def _sent_today(addresses: Iterable[str]) -> Counter:
    """How many mails of single events each address was sent today."""
    from board.notifications.queries import start_of_day

    today = start_of_day(japanese_calendar.today())
    rows = OutgoingMail.objects.filter(created_at__gte=today, purpose__in=AT_ONCE).annotate(
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
            "STOP": STOP,
            "SITE_URL": settings.SITE_URL,
            "SITE_NAME": settings.SITE_NAME,
            **event.more,
        },
    )


def _reply_text(pk: int) -> str:
    """What it quotes may be hidden by the time the worker comes to it."""
    return quotes.text_of(Reply.objects.with_quoted().get(pk=pk))


def _letter(event: Event, address: str, lines: list[Line], text: str, *, last: bool) -> MailMessage:
    stop = settings.SITE_URL + unsubscribe_links.unsubscribe_path(
        event.topic.pk, [line.owner for line in lines]
    )
    text = text.replace(STOP, stop)
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
    """Asked before a mail of the board leaves: why it must not any more, or "".

    The mail server may have been down for days: meanwhile a topic may be hidden, its audience narrowed. What
    else stood in the same digest goes into the next one.
    """
    ids = list(NoticeLine.objects.filter(mail=mail).values_list("pk", flat=True))
    lines = lines_of(ids)
    fallen = {line.pk for line in lines if not line.stands}
    if not lines or (mail.purpose in AT_ONCE and len(fallen) < len(lines)) or not fallen:
        return ""
    NoticeLine.objects.filter(pk__in=fallen).update(outcome=NoticeLine.Outcome.DROPPED)
    NoticeLine.objects.filter(pk__in=set(ids) - fallen).update(settled_at=None, outcome="", mail=None)
    return "送る前に、投稿が見られなくなったか、知らせが止められたため、送りませんでした。"
