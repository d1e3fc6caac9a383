"""Mails of reminders to those who are asked, and of the answers' progress to who asked."""

from django.conf import settings
from django.urls import reverse

from inquiries.telling import post_each
from members.handing_over import heirs_of
from members.mails import addresses_of
from members.models import User
from office import calendar

REMINDED = "回答のお願い({due}まで): {title}({organization})"
PROGRESS = "照会の回答状況(残り{left}団体): {title}"
COMPLETE = "すべての団体が回答しました: {title}"


def post_reminder(inquiry, days: int, answers: list) -> None:
    """Remind the organisations of these answers; who was asked to write it is told himself."""
    event = f"inquiry_reminded:{inquiry.pk}:{inquiry.answer_due:%Y%m%d}:{days}"
    subject = REMINDED.format(
        due=calendar.wareki(inquiry.answer_due),
        title=inquiry.title,
        organization=inquiry.organization.full_name,
    )
    number = inquiry.questions.current().count()
    to = _who_writes(answers)
    post_each(event, "inquiry_reminded", subject, to, inquiry=inquiry, days=days, number=number)


def _who_writes(answers) -> list[str]:
    """The person it was given to and his section's mailbox; where nobody is, the whole organisation."""
    writers = {a.organization_id: a.delegated_to for a in answers if _still_writes(a)}
    found = {address for person in writers.values() for address in (person.email, *person.section.mailboxes)}
    rest = [answer.organization_id for answer in answers if answer.organization_id not in writers]
    return sorted({*(address.lower() for address in found), *addresses_of(organizations=rest)})


def _still_writes(answer) -> bool:
    person = answer.delegated_to
    return bool(
        person
        and person.is_active
        and person.acts
        and person.section_id
        and person.section.organization_id == answer.organization_id
    )


def post_progress(event: str, inquiry, progress, *, since, new: int, corrected: int) -> None:
    subject = PROGRESS.format(left=progress.awaited, title=inquiry.title)
    facts = {"progress": progress, "since": since, "new": new, "corrected": corrected}
    _post_to_asker(event, "inquiry_progress", subject, inquiry, **facts)


def post_complete(event: str, inquiry, progress) -> None:
    subject = COMPLETE.format(title=inquiry.title)
    _post_to_asker(event, "inquiry_complete", subject, inquiry, progress=progress)


def _post_to_asker(event: str, name: str, subject: str, inquiry, **facts) -> None:
    url = settings.SITE_URL + reverse("inquiries:result-list", args=[inquiry.pk])
    post_each(event, name, subject, asker_addresses(inquiry), inquiry=inquiry, **facts, url=url)


def asker_addresses(inquiry) -> list[str]:
    """The asking section's mailbox, and who asked or holds his post now, while he works there."""
    asking = {inquiry.author_id} | heirs_of([inquiry.author_id])
    people = User.objects.active().filter(pk__in=asking, section__organization=inquiry.organization_id)
    found = [*inquiry.section.mailboxes, *people.values_list("email", flat=True)]
    return sorted({address.lower() for address in found})
