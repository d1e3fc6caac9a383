"""Who is told by mail when the people of an organisation change."""

from functools import cached_property

from common.outbox.mails import Mail, addresses_of
from members.mail_tokens.emails import TokenMail
from members.sections.models import Section
from members.users.models import User


class UserInvited(TokenMail):
    """Somebody without a password, when they get an account or are let in again."""

    label = "パスワードの設定の案内"


class ToPerson(Mail, abstract=True):
    about = User
    recipients = addresses_of("email")

    def still_holds(self, to):
        """Their account has not ended, and this is the address to tell."""
        return self.about.is_active and self.is_recipient(to)


class PersonAdded(ToPerson):
    """The mailbox of the section that somebody joins; their own mail tells it where it is the same."""

    label = "担当者: 加わった通知"

    def recipients(self):
        section = self.about.section
        return [section.mailbox] if section and section.mailbox.lower() != self.about.email else []


class PersonLeft(Mail):
    """The mailbox of the section that somebody leaves."""

    about, label = User, "担当者: 離れた通知"

    @cached_property
    def section(self):
        sections = Section.objects.select_related("organization__local_government")
        return sections.get(pk=self.facts["section"])

    def recipients(self):
        return [self.section.mailbox]

    def still_holds(self, to):
        """They do not work in the section of that mailbox."""
        works_there = self.about.is_active and self.about.section_id == self.section.pk
        return not works_there and self.is_recipient(to)

    def context(self):
        return {"section": self.section}


class PersonChanged(ToPerson):
    """A person, when somebody gives them another role or section."""

    label = "担当者: 登録の変更"

    def still_holds(self, to):
        """They have that role in that section."""
        same = (self.about.role, self.about.section_id) == (self.facts["role"], self.facts["section"])
        return same and super().still_holds(to)


class AccountEnded(ToPerson):
    """A person whose account was ended, with the reason."""

    label = "担当者: 利用の終了"

    def still_holds(self, to):
        """The account has ended, and the address is nobody else's."""
        return not self.about.is_active and self.is_recipient(to)


class UserUnreached(ToPerson):
    """One who acts beside a person whom mail does not reach, of their section first; else its mailbox."""

    label = "担当者のアドレスの不達"

    def recipients(self):
        user = self.about
        if not user.section_id:
            return []
        others = User.objects.of(user.organization).acting_for_section().exclude(pk=user.pk)
        others = [other for other in others.order_by("id") if not other.is_unreached]
        others.sort(key=lambda other: (other.section_id != user.section_id, not other.is_representative))
        to = others[0].email if others else user.section.mailbox
        return [to] if to.lower() != user.email else []

    def still_holds(self, to):
        """The address is still theirs and refused, and this is the one to tell."""
        return self.about.is_unreached and super().still_holds(to)
