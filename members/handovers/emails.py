"""Who is told of a hand-over by mail, when it is planned, done, cancelled or has failed."""

from common.outbox.mails import Mail, addresses_of
from members.handovers.models import Handover
from members.sections.emails import ToSecretariat
from members.users.models import User

HANDED_ON = "@account.invalid"  # an address that was handed on with the post


class _HandoverMail(Mail, abstract=True):
    about = Handover
    related = ("leaving__section__organization__local_government", "successor", "created_by")


class HandoverPlanned(_HandoverMail):
    """Who leaves, the representatives and the section: whoever did not mean it can still cancel."""

    label = "引継ぎ: 予定"

    def recipients(self):
        return _concerned(self.about) - _address(self.about.created_by)

    def still_holds(self, to):
        """The hand-over is neither done nor cancelled, and concerns them."""
        return self.about.is_open and self.is_recipient(to)


class HandoverApprovalAsked(_HandoverMail):
    """The secretariat, when a representative is to be followed as a mailbox told: it may say yes too."""

    label = "引継ぎ: 代表担当者の引継ぎの承認の依頼"
    recipients = ToSecretariat.recipients

    def still_holds(self, to):
        """Nobody has said yes or cancelled it, and the mailbox is the secretariat's."""
        return self.about.awaits_approval and self.is_recipient(to)


class HandoverCancelled(_HandoverMail):
    """Everybody concerned but the one who cancelled it."""

    label = "引継ぎ: 取消し"
    related = (*_HandoverMail.related, "cancelled_by")

    def recipients(self):
        return (_concerned(self.about) | _address(self.about.created_by)) - _address(self.about.cancelled_by)

    def still_holds(self, to):
        """It was cancelled, no other was registered for the post since, and it concerns them."""
        handover = self.about
        later = Handover.objects.filter(leaving=handover.leaving_id, pk__gt=handover.pk)
        return bool(handover.cancelled_at) and self.is_recipient(to) and not later.exists()


class HandoverDone(_HandoverMail):
    """The section and the representatives; predecessor and successor have mails of their own."""

    label = "引継ぎ: 実施"

    def recipients(self):
        leaving = self.about.leaving
        return {leaving.section.mailbox} | _representatives(leaving) - {self.about.successor.email}

    def still_holds(self, to):
        """It is done, and the mailbox is the section's, or they represent the organisation."""
        return bool(self.about.done_at) and self.is_recipient(to)


class HandoverReceived(_HandoverMail):
    """The successor, with what they take over."""

    label = "引継ぎ: 後任者への通知"
    recipients = addresses_of("successor.email")

    def still_holds(self, to):
        """The successor has an account with that address."""
        return self.about.successor.is_active and self.is_recipient(to)


class HandoverEnded(_HandoverMail):
    """The predecessor, whose account ended with it."""

    label = "引継ぎ: 前任者への通知"

    def recipients(self):
        return {self.about.leaving.email} - {self.about.successor.email}

    def still_holds(self, to):
        """Their account has ended, and the address is nobody else's."""
        return not self.about.leaving.is_active and self.is_recipient(to)


class HandoverRefused(_HandoverMail):
    """Who registered it, or the section's mailbox; the secretariat sees it in its task queue."""

    label = "引継ぎ: 実施できず"

    def recipients(self):
        section = self.about.leaving.section
        return _address(self.about.created_by) or ({section.mailbox} if section else set())

    def still_holds(self, to):
        """It could not be done yet, and was not cancelled."""
        return self.about.is_open and bool(self.about.failed_at) and self.is_recipient(to)


def _concerned(handover) -> set[str]:
    section = handover.leaving.section
    mailbox = {section.mailbox} if section else set()
    return mailbox | _address(handover.leaving) | _representatives(handover.leaving)


def _representatives(leaving) -> set[str]:
    if not leaving.section_id:
        return set()
    people = User.objects.of(leaving.organization).representatives().exclude(pk=leaving.pk)
    return set(people.values_list("email", flat=True))


def _address(person) -> set[str]:
    if person is None or not person.is_active or person.email.endswith(HANDED_ON):
        return set()
    return {person.email}
