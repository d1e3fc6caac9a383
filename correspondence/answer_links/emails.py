"""Mails from which a section answers without a login: each mailbox has its own link and code."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.mail_templates import mail_template
from common.outbox.models import OutgoingMail
from correspondence.mails.emails import context_of
from correspondence.requests.actions import lock
from members.mail_tokens import numbers
from members.mail_tokens.actions import issue_tokens
from members.sections.models import Section
from members.users.models import User

BATCH = 500  # mails written in one transaction
MARKED = ("link_number", "link_code", "link_token")  # what differs from mailbox to mailbox


def send_with_links(
    event: str,
    name: str,
    subject: str,
    *,
    item,
    answers: Iterable,
    sections: Iterable[Section] | None = None,
    people: Iterable[str] | None = None,
    **more,
) -> int:
    """Mail the open sections of the answers' organisations, and addresses of people without a code.

    `event` names the occasion for ever: running it again sends nothing and leaves the links sent before
    alone. The same address gets one mail, with the link where it is a mailbox. `sections` narrows it to
    those and who acts in them, `people` are addresses in the place of theirs. Returns how many were new.
    """
    answers = {answer.organization_id: answer for answer in answers}
    acting = User.objects.acting_for_section()
    if sections is None:
        sections = Section.objects.open().filter(organization__in=answers)
        acting = acting.filter(section__organization__in=answers)
    else:
        sections = list(sections)
        acting = acting.filter(section__in=sections)
    to: dict[str, Section | None] = {}
    for section in sections:
        to.setdefault(section.mailbox.lower(), section)
    for email in acting.values_list("email", flat=True) if people is None else people:
        to.setdefault(email.lower(), None)
    text = _Text(name, item, more)
    addresses = sorted(to)
    batches = (addresses[start : start + BATCH] for start in range(0, len(addresses), BATCH))
    return sum(
        _send_batch(event, name, subject, item, answers, {address: to[address] for address in batch}, text)
        for batch in batches
    )


class _Text:
    """The text of a mail, rendered once for all: with a mark for what differs, and without a link."""

    def __init__(self, name, item, more):
        template = mail_template(f"{item.ROOM}.{name}")
        context = {"item": item, **context_of(item, SITE_URL=settings.SITE_URL, **more)}
        self.marks = {name: secrets.token_hex(16) for name in MARKED}
        self.without_link = render_to_string(template, context)
        self.with_marks = render_to_string(template, context | self.marks)

    def for_mailbox(self, way: dict[str, str] | None) -> str:
        if way is None:
            return self.without_link
        text = self.with_marks
        for name, mark in self.marks.items():
            text = text.replace(mark, way[name])
        return text


@transaction.atomic
def _send_batch(event, name, subject, item, answers, to, text) -> int:
    """The request's row is locked before its tokens, as answering does."""
    item = lock(type(item), item.pk)
    keys = {address: mail_key(event, address) for address in to}
    known = set(OutgoingMail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    to = {address: section for address, section in to.items() if keys[address] not in known}
    ways = _issue_links(item, answers, [section for section in to.values() if section])
    return send_mails(
        MailMessage(
            key=keys[address],
            to=section.mailbox if section else address,
            subject=subject,
            body=text.for_mailbox(ways.get(section.pk) if section else None),
            purpose=f"{item.ROOM}.{name}",
        )
        for address, section in to.items()
    )


def _issue_links(item, answers, sections) -> dict[int, dict[str, str]]:
    """{section's key: number, code and token}, for organisations that still have to answer."""
    model = item._meta.get_field("answers").related_model
    asked = {answers[section.organization_id].pk for section in sections}
    now = {answer.organization_id: answer for answer in model.objects.filter(pk__in=asked)}
    for answer in now.values():
        setattr(answer, model.PARENT, item)
    owing = [s for s in sections if item.is_open and now[s.organization_id].must_answer]
    links = model._meta.get_field("links").related_model
    links.objects.bulk_create(
        [links(answer=now[section.organization_id], section=section) for section in owing],
        ignore_conflicts=True,
    )
    mailboxes = {section.pk: section.mailbox for section in owing}
    rows = list(links.objects.filter(answer__in=now.values(), section__in=mailboxes).order_by("pk"))
    issued = issue_tokens(
        purpose=links.PURPOSE, addressed=[(link, mailboxes[link.section_id]) for link in rows]
    )
    return {
        link.section_id: {
            "link_number": mail_token.number_shown,
            "link_code": numbers.code_in_groups(code),
            "link_token": token,
        }
        for link, (mail_token, token, code) in zip(rows, issued, strict=True)
    }
