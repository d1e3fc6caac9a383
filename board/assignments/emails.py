"""Mails about assignments (団体内の担当割当)."""

from board.assignments.models import Assignment
from board.topics.queries import organizations_in_audience
from common.outbox.mails import Mail
from members.sections.models import Section
from members.users.models import User

RELATED = ("topic__organization", "organization", "by", "assignee__section__organization")


class _AssignmentMail(Mail, abstract=True):
    """About an open assignment whose organisation may read the topic: its title is in the mail."""

    about, related = Assignment, RELATED

    def still_holds(self, to):
        """It is open, its organisation may read the topic, and it would go to them now."""
        return not self.about.is_done and self.is_readable() and self.is_recipient(to)

    def is_readable(self) -> bool:
        topic, reader = self.about.topic, self.about.organization_id
        return not topic.is_hidden and organizations_in_audience(topic).filter(pk=reader).exists()

    def context(self):
        return {"topic": self.about.topic}


class TopicAssigned(_AssignmentMail):
    """The new `assignee`, unless they did it themselves; `number` is that of the audit entry."""

    label = "掲示板: 担当になった通知"

    def recipients(self):
        assignment = self.about
        is_theirs = assignment.has_active_assignee and assignment.assignee_id == self.facts["assignee"]
        return [assignment.assignee.email] if is_theirs and assignment.by_id != assignment.assignee_id else []


class AssignmentReassigned(_AssignmentMail):
    """The `former` assignee, unless they did it themselves or left the organisation."""

    label = "掲示板: 担当が替わった通知"

    def recipients(self):
        others = User.objects.active().exclude(pk__in=[self.about.assignee_id, self.about.by_id])
        others = others.filter(pk=self.facts["former"], section__organization=self.about.organization_id)
        return others.values_list("email", flat=True)


class AssignmentDue(_AssignmentMail):
    """The assignee, before it is `due` and when it is `overdue`; where they left, their section."""

    label = "掲示板: 担当する投稿の期限の通知"

    def recipients(self):
        assignment = self.about
        if assignment.has_active_assignee:
            return [assignment.assignee.email]
        section = assignment.assignee.section
        if section and section.organization_id == assignment.organization_id:
            return section.mailboxes
        sections = Section.objects.open().filter(organization=assignment.organization_id)
        return sections.values_list("mailbox", flat=True)

    def still_holds(self, to):
        """It is open and due on that day, its organisation may read the topic, and it is still theirs."""
        return str(self.about.due) == self.facts["due"] and super().still_holds(to)
