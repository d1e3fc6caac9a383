"""Mails about a request: to who asks and to those who are asked, and whether they still hold."""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings

from common.outbox.mails import Mail, declared_mails
from correspondence.requests.models import BaseRequest
from members.handovers.queries import successors_of
from members.sections.models import Section
from members.users.models import User


def room_mail(item, name: str) -> type[Mail]:
    """The mail of that name in the room of the request: `pamphlet_sent`."""
    return declared_mails()[f"{item.ROOM}.{name}"]


def send_step_mail(step) -> None:
    """Send the mail of a step: `pamphlet_closed` of a request, `answer_delegated` of an answer."""
    name = "answer" if step.answer_id else step.item.NAME
    room_mail(step.item, f"{name}_{step.kind}").send(step)


class RequestMail(Mail, abstract=True):
    """About a request, or about a row of one, which is called `named` in the text."""

    named = "item"
    no_longer_holds = "送る前に受付が終わったか、回答などが済んだため、送りませんでした。"

    @property
    def answer(self):
        """The answer that it is about, if about one."""
        return getattr(self.about, "answer", self.about)

    @property
    def item(self):
        """The request."""
        about = self.about
        if isinstance(about, BaseRequest):
            return about
        return about.item if hasattr(about, "item") else about.answer.item

    def context(self):
        item = self.item
        names = {self.named: self.about, "item": item, item.NAME: item}
        return {**names, "url": settings.SITE_URL + item.get_absolute_url()}


class StepMail(RequestMail, abstract=True):
    """About a step of a request or an answer, until a step of the kinds `overtaken_by` follows."""

    named = "step"
    overtaken_by: tuple[str, ...] = ()

    @cached_property
    def is_overtaken(self) -> bool:
        step, kinds = self.about, self.overtaken_by
        later = self.item.steps.filter(answer=step.answer_id, kind__in=kinds, pk__gt=step.pk)
        return bool(kinds) and later.exists()


# --- to who asks -----------------------------------------------------------------------------------------


def addresses_at(item, people: Iterable[int]) -> set[str]:
    """Addresses of these people, or of whoever holds their post now, while they work for the asking side."""
    keys = {key for key in people if key}
    rows = User.objects.active().filter(
        pk__in=keys | successors_of(list(keys)), section__organization=item.organization_id
    )
    return {email.lower() for email in rows.values_list("email", flat=True)}


def asker_addresses(item) -> set[str]:
    """The asking section's mailbox, and who asked or holds their post now."""
    return {mailbox.lower() for mailbox in item.section.mailboxes} | addresses_at(item, [item.author_id])


class AskerMail(RequestMail, abstract=True):
    """To the asking side."""

    def recipients(self):
        return asker_addresses(self.item)


# --- to those who are asked ------------------------------------------------------------------------------

Readers = tuple[Iterable[Section], Iterable[str]]


class AskedMail(RequestMail, abstract=True):
    """To the organisations of these `answers()`: open sections, and people who may write for them.

    `organization` among the facts narrows it to one of them. Who left reads nothing more.
    """

    def answers(self):
        raise NotImplementedError

    def readers(self, answers) -> Readers:
        """Sections whose mailboxes read it, and addresses of people; a reader (閲覧) can answer nothing."""
        asked = answers.values("organization")
        people = User.objects.acting_for_section().filter(section__organization__in=asked)
        sections = Section.objects.open().filter(organization__in=asked)
        return sections, people.values_list("email", flat=True)

    def of_those_here(self):
        answers = self.answers().of_those_here()
        organization = self.facts.get("organization")
        return answers.filter(organization=organization) if organization else answers

    @cached_property
    def _readers(self) -> Readers:
        sections, people = self.readers(self.of_those_here())
        return list(sections), list(people)

    def recipients(self):
        return _addresses(self._readers)

    def is_recipient(self, to):
        if self.row is None:
            return super().is_recipient(to)
        # from the address to the organisations: the other way round each mail would look through all 1,788
        sections = Section.objects.filter(mailbox__iexact=to).values_list("organization")
        people = User.objects.filter(email__iexact=to).values_list("section__organization")
        reading = [pk for (pk,) in sections.union(people)]
        return to in _addresses(self.readers(self.of_those_here().filter(organization__in=reading)))


def _addresses(readers: Readers) -> set[str]:
    sections, people = readers
    return {section.mailbox.lower() for section in sections} | {email.lower() for email in people}
