"""What stands in the addresses of members, by the name that a line of the refusal table gives it."""

from common.japanese_calendar import today
from common.search.models import LookBehind
from members.applications.actions import submit_application, verify_application
from members.applications.targets import Target
from members.confirmation_answers.actions import answer_moving
from members.government_changes.models import GovernmentChange
from members.local_governments.models import FormerName
from members.mail_tokens.models import MailToken
from members.mergers.actions import merge_organizations
from members.metrics.models import Metric
from members.recoveries.actions import ask_recovery, verify_recovery
from members.saved_filters.actions import save_filter
from members.sections.actions import change_section
from members.sections.models import Section
from members.users.bounces import note_refused_address
from members.withdrawals.actions import ask_withdrawal
from tests.fixtures_by_name import Fixtures
from tests.government_cast import rename
from tests.mails import send_mail
from tests.members.spreadsheet_uploads import ORGANIZATION

FOLLOWER = {"successor_name": "後任 九子", "successor_email": "next@city.example"}


class Subjects(Fixtures):
    def nothing(self):
        return None

    def mail(self):
        return send_mail(key="a", to="a@city.example", subject="件名", body="本文", purpose="test")

    def look_behind(self):
        return LookBehind.objects.create(term="広島", not_after="北")

    def metric(self):
        return Metric.objects.create(name="members", as_of="2026-01-01", value=1, source="試験")

    def application(self):
        return self.waiting

    def new_application(self):
        return self.unverified

    def join(self):
        target = Target(self.sakai.local_government, self.sakai, joining=True)
        own = {"prefecture": "大阪府", "name": "堺市", "email": "join@city.example"}
        number = submit_application(target=target, fields=self.fields | own)
        return verify_application(mail_token=MailToken.objects.get(number=number))

    def recovery(self):
        row = ask_recovery(email=self.officer.email, name=self.officer.name, lost="factor", new_email="")
        return verify_recovery(mail_token=MailToken.objects.get(subject_recovery=row))

    def withdrawal(self):
        return self._leave(self.sakai, self.officer, 7)

    def left(self):
        return self._leave(self.kou, self.secretariat, 0)

    def _leave(self, organization, by, days):
        day = self.in_days(days)
        return ask_withdrawal(organization=organization, effective_on=day, reason="見直し", by=by)

    def round(self):
        return self.confirmation_round

    def entry_of_sakai(self):
        return self.entry

    def government(self):
        return self.sakai.local_government

    def former_name(self):
        return FormerName.objects.create(local_government=self.government(), name="旧堺市", source="試験")

    def change(self):
        return rename(self.kou, self.secretariat, self.in_days(9))

    def due_change(self):
        change = self.change()
        GovernmentChange.objects.filter(pk=change.pk).update(effective_on=today())
        return change

    def _twin(self):
        return self.make_organization("堺市役所", kind="association", prefecture="大阪府")

    def twins(self):
        pair = f"{self._twin().pk},{self.sakai.pk}"
        return {"query": {"organizations": pair, "survivor": self.sakai.pk}}

    def merger(self):
        return merge_organizations(survivor=self.sakai, absorbed=self._twin(), by=self.secretariat)

    def sheet(self):
        return self.upload_sheet("organizations", ORGANIZATION, ["271403", "", "", "さかい"])

    def person(self):
        return self.colleague

    def section_of_sakai(self):
        return self.section

    def second_section(self):
        return Section.objects.create(
            organization=self.sakai, name="観光課", mailbox="kanko@city.example", telephone="03-0000-0000"
        )

    def changed_mailbox(self):
        change_section(section=self.section, fields={"mailbox": "moved@city.example"}, by=self.colleague)
        return self.section

    def newcomer(self):
        person = self.make_user("new@city.example", self.sakai, "新人 九子", "officer")
        person.set_unusable_password()
        person.save()
        return person

    def saved_filter(self):
        return save_filter(by=self.officer, page="members", name="大阪", query="prefecture=27")

    def unreached(self):
        note_refused_address(address=self.colleague.email, reason="550")
        return self.colleague

    def handover(self):
        return self.plan_handover(self.colleague, by=self.officer)

    def succession(self):
        """Of a representative beside the officer, told from the mailbox."""
        leaving = self.make_user("second@city.example", self.sakai, "堺 八子")
        token = MailToken.objects.get(subject_confirmation_entry=self.entry)
        moving = FOLLOWER | {"leaving": leaving, "effective_on": self.in_days(7)}
        answer_moving(entry=self.entry, name="堺 七子", mail_token=token, **moving)
        return leaving.handovers.get()
