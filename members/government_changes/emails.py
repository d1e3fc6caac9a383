from functools import cached_property

from common.outbox.mails import Mail, addresses_of
from members.government_changes.models import GovernmentChange
from members.government_changes.queries import organizations_of_change
from members.sections.emails import ToSecretariat
from members.sections.models import Section


class GovernmentStopped(ToSecretariat):
    """The secretariat, when a planned change could not be carried out on its day."""

    about, label = GovernmentChange, "合併・名称変更: 実施できず"
    related = ("absorbing",)

    def still_holds(self, to):
        """It is still planned and stopped for that reason, and the mailbox is the secretariat's."""
        change = self.about
        return change.is_planned and change.trouble == self.facts["trouble"] and self.is_recipient(to)


class GovernmentDone(ToSecretariat):
    """The secretariat, when a planned change was carried out by the hour."""

    about, label = GovernmentChange, "合併・名称変更: 事務局への通知"
    related = ("absorbing",)

    def still_holds(self, to):
        """It is done, and the mailbox is the secretariat's."""
        return self.about.is_done and self.is_recipient(to)


class GovernmentChanged(Mail):
    """Each section of the members that a change was about."""

    about, label = Section, "合併・名称変更: 会員への通知"
    related = ("organization__local_government",)
    recipients = addresses_of("mailbox")

    @cached_property
    def change(self):
        changes = GovernmentChange.objects.select_related("absorbing")
        return changes.prefetch_related("successions__predecessor").get(pk=self.facts["change"])

    def still_holds(self, to):
        """The section is open and of a body that the change was about, and the mailbox is its own."""
        concerned = self.about.organization_id in organizations_of_change(self.change)
        return self.about.is_open and concerned and self.is_recipient(to)

    def context(self):
        predecessors = [each.predecessor for each in self.change.successions.all()]
        return {"change": self.change, "predecessors": predecessors}
