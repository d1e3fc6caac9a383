"""Mails from which a section answers without a login: each mailbox has its own link and code."""

from collections import defaultdict

from common.outbox.mails import write_all
from correspondence.answer_links.models import BaseAnswerLink
from correspondence.mails.emails import AskedMail
from members.mail_tokens import numbers
from members.mail_tokens.actions import issue_tokens
from members.organizations.models import Organization
from members.sections.models import Section

LINK_NAMES = ("link_number", "link_code", "link_token")


class MailWithLink(AskedMail, abstract=True):
    """With a link and a code of its own for each mailbox, while the answer is still to be written.

    Organisations that share a mailbox have a mail each. `section` among the facts narrows it to its mailbox.
    """

    personal = LINK_NAMES
    apart: frozenset[int] = frozenset()  # organisations that have a mail of their own

    def write(self):
        if "organization" in self.facts:
            return super().write()
        readers = defaultdict(set)
        for section in self._readers[0]:
            readers[section.mailbox.lower()].add(section.organization_id)
        shared = [keys for keys in readers.values() if len(keys) > 1]
        if not shared:
            return super().write()
        most = type(self)(self.about, **self.facts)
        most.apart = frozenset().union(*shared)
        own = (type(self)(self.about, organization=pk, **self.facts) for pk in sorted(most.apart))
        return write_all([most, *own])

    def of_those_here(self):
        answers = super().of_those_here()
        return answers.exclude(organization__in=self.apart) if self.apart else answers

    def readers(self, answers):
        if section := self.facts.get("section"):
            return Section.objects.open().filter(
                pk=section, organization__in=answers.values("organization")
            ), ()
        return super().readers(answers)

    def context(self):
        organization = Organization.objects.filter(pk=self.facts.get("organization")).first()
        return {**super().context(), "link_organization": organization}

    def lock(self):
        """The request's row before the tokens, as answering does."""
        rows = type(self.item).objects.select_for_update(no_key=True)
        self.item.refresh_from_db(fields=["state", "answer_due"], from_queryset=rows)

    def personal_values(self, addresses):
        mailboxes: dict[str, Section] = {}
        for section in self._readers[0]:
            if section.mailbox.lower() in addresses:
                mailboxes.setdefault(section.mailbox.lower(), section)
        values = _issue_links(self.item, mailboxes.values(), counted="again" in self.facts)
        return {to: values[section.pk] for to, section in mailboxes.items() if section.pk in values}


def _issue_links(item, sections, *, counted: bool) -> dict[int, dict[str, str]]:
    """{section's key: number, code and token}, for organisations that still have to answer."""
    model = item._meta.get_field("answers").related_model
    asked = item.answers.filter(organization__in={section.organization_id for section in sections})
    now = {answer.organization_id: answer for answer in asked.select_related(model.PARENT)}
    owing = [section for section in sections if _may_write(now.get(section.organization_id))]
    addressed = [(now[section.organization_id], section, section.mailbox) for section in owing]
    links = model._meta.get_field("links").related_model
    values = issue_links(links, addressed, counted=counted)
    return dict(zip((section.pk for section in owing), values, strict=True))


def issue_links(
    links: type[BaseAnswerLink], addressed: list[tuple], *, counted: bool
) -> list[dict[str, str]]:
    """Number, code and token of each (answer, section, its address), in their order; None is no section."""
    links.objects.bulk_create(
        [links(answer=answer, section=section) for answer, section, _ in addressed], ignore_conflicts=True
    )
    rows = links.objects.filter(answer__in={answer.pk for answer, *_ in addressed})
    found = {(link.answer_id, link.section_id): link for link in rows}
    own = [(found[answer.pk, section and section.pk], address) for answer, section, address in addressed]
    issued = issue_tokens(purpose=links.PURPOSE, addressed=own, counted=counted)
    return [
        {
            "link_number": mail_token.number_shown,
            "link_code": numbers.code_in_groups(code),
            "link_token": token,
        }
        for mail_token, token, code in issued
    ]


def _may_write(answer) -> bool:
    return bool(answer and answer.item.is_open and answer.must_answer)
