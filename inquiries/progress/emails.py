"""Mails of reminders to those who are asked, and of the answers' progress to who asked."""

from django.conf import settings
from django.urls import reverse

from common.outbox.models import OutgoingMail
from correspondence.mails.emails import asker_addresses, parts_of_key, send_each
from inquiries.inquiries.models import Inquiry

PROGRESS = "照会の回答状況(残り{left}団体): {title}"
COMPLETE = "すべての団体が回答しました: {title}"


def send_progress(event: str, inquiry, progress, *, since, new: int, corrected: int) -> None:
    subject = PROGRESS.format(left=progress.awaited, title=inquiry.title)
    facts = {"progress": progress, "since": since, "new": new, "corrected": corrected}
    _send_to_asker(event, "inquiry_progress", subject, inquiry, **facts)


def send_complete(event: str, inquiry, progress) -> None:
    subject = COMPLETE.format(title=inquiry.title)
    _send_to_asker(event, "inquiry_complete", subject, inquiry, progress=progress)


def _send_to_asker(event: str, name: str, subject: str, inquiry, **facts) -> None:
    url = settings.SITE_URL + reverse("inquiries:result-list", args=[inquiry.pk])
    send_each(event, name, subject, asker_addresses(inquiry), item=inquiry, **facts, url=url)


def still_complete(mail: OutgoingMail) -> bool:
    inquiry = Inquiry.objects.filter(pk=parts_of_key(mail)[0], state=Inquiry.State.OPEN).first()
    return inquiry is not None and not inquiry.answers.awaited().exists()
