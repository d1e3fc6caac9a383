"""Mails of reminders to those who are asked, and of the answers' progress to who asked."""

from django.conf import settings
from django.urls import reverse

from inquiries.inquiries.emails import asker_addresses, send_each

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
    send_each(event, name, subject, asker_addresses(inquiry), inquiry=inquiry, **facts, url=url)
