from functools import cached_property

from django.contrib.auth import get_user_model
from django.db.models import Q

from common.audit_log.models import AuditEntry
from common.outbox.mails import Mail, addresses_of
from members.mail_tokens.emails import TokenMail
from members.sections.models import Section
from members.sections.queries import secretariat_mailboxes


class ToSecretariat(Mail, abstract=True):
    def recipients(self):
        return secretariat_mailboxes()

    def still_holds(self, to):
        """The mailbox is the secretariat's."""
        return self.is_recipient(to)


class SectionCorrected(Mail):
    """A section's mailbox, its people and the representatives, when the secretariat corrected it."""

    about, label = Section, "担当部署: 事務局による修正の通知"
    related = ("organization__local_government",)

    @cached_property
    def entry(self):
        return AuditEntry.objects.get(pk=self.facts["entry"])

    def recipients(self):
        people = get_user_model().objects.of(self.about.organization).active()
        concerned = people.filter(Q(section=self.about) | Q(pk__in=people.representatives()))
        return {self.about.mailbox, *concerned.values_list("email", flat=True)}

    def context(self):
        return {"changes": self.entry.facts["changes"].items(), "reason": self.entry.facts["reason"]}

    def still_holds(self, to):
        """The section is open and says what was told then, and they work there or lead its people."""
        now = {str(field.verbose_name): getattr(self.about, field.name) for field in Section._meta.fields}
        told = self.entry.facts["changes"].items()
        same = self.about.is_open and all(now[label] == after for label, (_, after) in told)
        return same and self.is_recipient(to)


class MailboxBounced(Mail):
    """A section's people, the representatives and the other sections, when its mailbox is not reached."""

    about, label = Section, "共通アドレスの不達"
    related = ("organization__local_government",)

    def recipients(self):
        section = self.about
        people = get_user_model().objects.of(section.organization).active()
        addresses = {
            person.email for person in people if person.is_representative or person.section_id == section.pk
        }
        others = section.organization.sections.open().filter(bounced_at=None)
        return (addresses | set(others.values_list("mailbox", flat=True))) - {section.mailbox}

    def still_holds(self, to):
        """The mailbox is still not reached, and they are among those who can mend it."""
        return bool(self.about.is_open and self.about.bounced_at) and self.is_recipient(to)


class MailboxChanged(TokenMail):
    """The mailbox that a section had before, when it gets another: one press puts it back."""

    label = "共通アドレスの変更: 変更前のアドレスへの通知"


class MailboxHeld(Mail):
    """The section's mailbox, when something is asked for that it does not vouch for yet."""

    about, label = Section, "共通アドレスの変更: まだ手続きに使えない通知"
    related = ("organization__local_government",)
    recipients = addresses_of("mailbox")

    def still_holds(self, to):
        """The section is open, and its mailbox does not vouch yet."""
        return self.about.is_open and not self.about.mailbox_vouches and self.is_recipient(to)


class _ToRepresentatives(Mail, abstract=True):
    about = Section
    related = ("organization__local_government",)

    def recipients(self):
        people = get_user_model().objects.of(self.about.organization).representatives()
        return set(people.exclude(pk=self.facts["by"]).values_list("email", flat=True))


class MailboxChangeNoticed(_ToRepresentatives):
    """The representatives, when a section gets another mailbox: they confirm it or put it back."""

    label = "共通アドレスの変更: 代表担当者への通知"

    def still_holds(self, to):
        """It is the change that was made then, it was not put back, and they represent the organisation."""
        at = self.about.mailbox_changed_at
        same = self.about.is_open and at is not None and at.isoformat() == self.facts["at"]
        return same and self.is_recipient(to)


class MailboxPutBack(_ToRepresentatives):
    """The secretariat and the representatives, when a mailbox was put back after an objection."""

    label = "共通アドレスの変更: 元に戻した通知"

    def recipients(self):
        return secretariat_mailboxes() | super().recipients()

    def context(self):
        by = get_user_model().objects.filter(pk=self.facts["by"]).first()
        return {"who": by.name if by else "変更前の共通アドレスでメールを受け取った方"}

    def still_holds(self, to):
        """The section does not have the mailbox that was objected to, and they are to be told."""
        return self.about.mailbox != self.facts["replaced"] and self.is_recipient(to)
