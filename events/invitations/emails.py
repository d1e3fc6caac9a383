"""Mails from which a body answers whether it exhibits, with or without a login."""

from functools import cached_property

from django.conf import settings

from common.outbox.mails import Mail
from correspondence.answer_links.emails import LINK_NAMES, issue_links
from events.calls.rules import why_closed
from events.invitations.models import InvitationLink
from events.participations.models import Participation, RoleState
from members.sections.models import Section
from members.users.queries import addresses_of


class _ToInvited(Mail, abstract=True):
    """To the sections and officers of a member, or the address that was typed; each mailbox has a link.

    `told` among the facts is when it was told; `mailbox` narrows it to one that asked for it again.
    """

    about = Participation
    related = (
        "event__exhibitor_call",
        "event__owner__local_government",
        "event__venue",
        "organization__local_government",
        "local_government",
        "invitation",
    )
    personal = LINK_NAMES
    no_longer_holds = "送る前に回答があったか、募集が終わったため、送りませんでした。"

    @cached_property
    def _mailboxes(self) -> dict[str, Section | None]:
        """{address in small letters: its section}; None for a body that is no member."""
        part = self.about
        if part.organization_id and not part.organization.is_member:
            return {}  # who left reads nothing more
        if part.organization_id:
            sections = Section.objects.open().filter(organization=part.organization_id).order_by("-id")
            found = {section.mailbox.lower(): section for section in sections}
        else:
            found = {part.invitation.email.lower(): None} if part.invitation.email else {}
        only = self.facts.get("mailbox")
        return {to: section for to, section in found.items() if only in (None, to)}

    def recipients(self):
        member = self.about.organization
        if member is None or not member.is_member or "mailbox" in self.facts:
            return set(self._mailboxes)
        return {*self._mailboxes, *addresses_of(organizations=[member])}

    def still_holds(self, to):
        """Nothing was answered, the call is open, and nothing newer was told.

        Who is no member may ask for it again to change the answer.
        """
        part = self.about
        is_newest = part.invitation.told_at.isoformat() == self.facts["told"]
        changes = "mailbox" in self.facts and part.organization_id is None
        is_wanted = part.answered_at is None or changes
        return is_wanted and is_newest and not why_closed(self.call) and self.is_recipient(to)

    @property
    def call(self):
        return self.about.event.exhibitor_call

    def personal_values(self, addresses):
        mailboxes = {to: section for to, section in self._mailboxes.items() if to in addresses}
        addressed = [(self.about, section, to) for to, section in mailboxes.items()]
        values = issue_links(InvitationLink, addressed, counted="mailbox" in self.facts)
        return dict(zip(mailboxes, values, strict=True))

    def context(self):
        event, call = self.about.event, self.call
        invited = self.about.roles.filter(state=RoleState.INVITED)
        return {
            "event": event,
            "call": call,
            "roles": [role.get_role_display() for role in invited],
            "call_url": settings.SITE_URL + call.get_absolute_url(),
            "event_url": settings.SITE_URL + event.get_absolute_url(),
        }


class ExhibitorInvited(_ToInvited):
    """A body that is invited to exhibit at an event."""

    label = "イベント: 出展の招待"


class InvitationReminded(_ToInvited):
    """A body that has not answered yet: before the due date, and when the organiser asks again (催促)."""

    label = "イベント: 出展の招待の再通知"
