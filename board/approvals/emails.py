"""Mails about the approval of a post inside its organisation."""

from functools import cached_property

from django.conf import settings

from board.approvals.models import ApprovalStep
from common.outbox.mails import Mail
from correspondence.mails.emails import addresses_at
from members.users.models import User

Kind = ApprovalStep.Kind


class _ApprovalMail(Mail, abstract=True):
    """About a step, until another one follows it."""

    about = ApprovalStep
    related = ("topic__organization", "topic__section__organization")

    @cached_property
    def topic(self):
        return self.about.topic

    @property
    def is_latest(self) -> bool:
        return not self.topic.approval_steps.filter(pk__gt=self.about.pk).exists()

    def context(self):
        url = settings.SITE_URL + self.topic.get_absolute_url()
        return {"step": self.about, "topic": self.topic, "url": url}


class TopicProposed(_ApprovalMail):
    """The representatives of the organisation, when their approval is asked for (起案)."""

    label = "掲示板: 投稿の承認の求め"

    def recipients(self):
        people = User.objects.of(self.topic.organization).representatives().exclude(pk=self.about.by_id)
        return people.values_list("email", flat=True)

    def still_holds(self, to):
        """Approval is waited for, asked for by this step, and they may still give it."""
        return self.topic.awaits_approval and self.is_latest and self.is_recipient(to)


class _DecisionMail(_ApprovalMail, abstract=True):
    """To who asked for approval or holds their post now."""

    def recipients(self):
        asked = self.topic.approval_steps.filter(kind=Kind.PROPOSED, pk__lt=self.about.pk).last()
        return addresses_at(self.topic, [asked.by_id] if asked else [])


class TopicReturned(_DecisionMail):
    """Who asked for approval, when it is given back with a reason (差戻し)."""

    label = "掲示板: 投稿の差戻しの通知"

    def still_holds(self, to):
        """It is a draft, approval was not asked for anew, and they work for the organisation."""
        return self.topic.is_draft and self.is_latest and self.is_recipient(to)


class TopicApproved(_DecisionMail):
    """Who asked for approval, and their section, when the post was approved: published, or at a set time."""

    label = "掲示板: 投稿の承認の通知"

    def recipients(self):
        return super().recipients() | {mailbox.lower() for mailbox in self.topic.section.mailboxes}

    def still_holds(self, to):
        """It stands on the board, or will at its time, and they are of the organisation."""
        stands = not self.topic.is_draft and not self.topic.is_hidden
        return (stands or (self.topic.is_scheduled and self.is_latest)) and self.is_recipient(to)
