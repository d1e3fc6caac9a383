"""Mails to wards from which a section answers without a login: each mailbox has its own link and code."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.mail_templates import mail_template
from common.outbox.models import OutgoingMail
from members.mail_tokens import numbers
from members.mail_tokens.actions import issue_tokens
from members.mail_tokens.models import MailToken
from members.sections.models import Section
from members.users.models import User
from pamphlets.answer_links.models import AnswerLink
from pamphlets.requests.models import PamphletRequest


@transaction.atomic
def send_with_links(event, name, subject, *, pamphlet, answers, sections=None, officers=True, **more) -> int:
    """Mail the wards' open sections, and their officers without a code; returns how many mails were new.

    `event` names the occasion for ever: running it again sends nothing and leaves the links sent before
    alone. The same address gets one mail, with the link where it is a mailbox. `sections` narrows it.
    """
    PamphletRequest.objects.select_for_update(no_key=True).get(pk=pamphlet.pk)
    answers = {answer.organization_id: answer for answer in answers}
    if sections is None:
        sections = Section.objects.open().filter(organization__in=answers)
    sections = list(sections)
    to: dict[str, Section | None] = {}
    for section in sections:
        to.setdefault(section.mailbox.lower(), section)
    if officers:
        people = User.objects.acting().filter(section__in=sections)
        to |= {
            email.lower(): None for email in people.values_list("email", flat=True) if email.lower() not in to
        }
    keys = {address: mail_key(event, address) for address in to}
    known = set(OutgoingMail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    to = {address: section for address, section in sorted(to.items()) if keys[address] not in known}
    ways = _issue_links(pamphlet, answers, [section for section in to.values() if section])
    context = {"pamphlet": pamphlet, "SITE_URL": settings.SITE_URL, **more}
    context["url"] = settings.SITE_URL + pamphlet.get_absolute_url()
    return send_mails(
        MailMessage(
            key=keys[address],
            to=section.mailbox if section else address,
            subject=subject,
            body=render_to_string(
                mail_template(f"pamphlets.{name}"), context | ways.get(section and section.pk, {})
            ),
            purpose=f"pamphlets.{name}",
        )
        for address, section in to.items()
    )


def _issue_links(pamphlet, answers, sections) -> dict[int, dict]:
    """{section's key: proof, token and code}, for wards that can still answer."""
    owing = [s for s in sections if pamphlet.is_open and answers[s.organization_id].is_owed]
    wanted = [AnswerLink(answer=answers[section.organization_id], section=section) for section in owing]
    AnswerLink.objects.bulk_create(wanted, ignore_conflicts=True)
    letters = AnswerLink.objects.filter(answer__in=answers.values(), section__in=owing).select_related(
        "section"
    )
    letters = list(letters.order_by("pk"))
    issued = issue_tokens(
        purpose=MailToken.Purpose.WARD_ANSWER,
        addressed=[(letter, letter.section.mailbox) for letter in letters],
    )
    return {
        letter.section_id: {"proof": proof, "token": token, "code": numbers.code_in_groups(code)}
        for letter, (proof, token, code) in zip(letters, issued, strict=True)
    }
