import datetime

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from common import japanese_calendar
from common.japanese_calendar import wareki_time
from common.outbox.models import OutgoingMail
from common.paired_fields import person_field
from members.access.querysets import SecretariatQuerySet
from members.organizations.models import UNCONFIRMED_AFTER_DAYS


class ConfirmationRoundQuerySet(SecretariatQuerySet):
    def open(self):
        """The one that runs now, as a queryset of at most one row."""
        return self.filter(closed_at__isnull=True)


class ConfirmationRound(models.Model):
    """The secretariat asks every section whether its record is right (登録内容の確認の実施回)."""

    # working days from the day to answer by, on which sections that have not answered are reminded
    REMINDERS = (-10, -3, 1)
    # a round nobody closes ends by itself: its last links have expired by then
    LONGEST_DAYS = 180

    started_at = models.DateTimeField("開始日時", default=timezone.now)
    started_by = person_field("開始した人", help_text="空欄は、毎年3月25日の自動開始です。")
    due_on = models.DateField("回答期限")
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = person_field("終了した人", help_text="終了日時だけのときは、自動で終了しました。")

    objects = ConfirmationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登録内容の確認の実施回"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="confirmation_round_one_open",
                violation_error_message="実施中の確認があります。終了してから始めてください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="confirmation_round_closed_with_time",
                violation_error_message="終了した人があるときは、終了日時も必要です。",
            ),
        ]

    def __str__(self):
        return f"{japanese_calendar.wareki(self.started_on, weekday=False)}開始の登録内容の確認"

    def get_absolute_url(self):
        return reverse("members:confirmation-round-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def started_on(self) -> datetime.date:
        """The day in Tokyo."""
        return japanese_calendar.as_date(self.started_at)

    @property
    def reminder_days(self) -> list[datetime.date]:
        """Working days on which sections that have not answered are reminded; none before the round began."""
        days = (japanese_calendar.add_working_days(self.due_on, step) for step in self.REMINDERS)
        return [day for day in days if day > self.started_on]

    @property
    def marked_on(self) -> datetime.date:
        """The day from which sections that have not answered are marked 要確認."""
        return self.started_on + datetime.timedelta(days=UNCONFIRMED_AFTER_DAYS)


CLOSED = (
    "この登録内容の確認は終了しました。変更があるときは、ログインして修正するか、事務局へお知らせください。"
)
GONE = "この担当部署は、いまは登録されていません。心当たりがないときは、事務局へお問い合わせください。"


class ConfirmationEntryQuerySet(SecretariatQuerySet):
    def of_sections_today(self):
        """Those of sections and members that exist today."""
        return self.filter(section__closed_at__isnull=True, section__organization__withdrawn_on__isnull=True)

    def counted(self):
        """Those that answered, or still could: one whose section is gone owes nothing."""
        gone = Q(section__closed_at__isnull=False) | Q(section__organization__withdrawn_on__isnull=False)
        return self.exclude(gone & Q(state=ConfirmationEntry.State.WAITING))

    def waiting(self):
        """Those that can be answered and are not."""
        return self.of_sections_today().filter(state=ConfirmationEntry.State.WAITING)

    def running(self):
        return self.filter(round__closed_at__isnull=True)

    def undelivered(self):
        """Waiting ones of the running round whose mail failed and that are not marked yet."""
        failed = Q(mail__state=OutgoingMail.State.FAILED, mail__to=F("section__mailbox"))
        nowhere = Q(section__mailbox="", mailed_at__isnull=False)
        rows = self.running().waiting().filter(failed | nowhere, bounced_at__isnull=True)
        return rows.select_related("section__organization__local_government", "mail")

    def delivered_since(self):
        """Waiting ones of the running round that are marked, and whose mail was delivered after that."""
        sent = Q(mail__state=OutgoingMail.State.SENT, mail__sent_at__gt=F("bounced_at"))
        return self.running().waiting().filter(sent).select_related("section")

    def answerable_by(self, user):
        """Those a person answers for: representatives all of their organisation, officers their section's."""
        if not (user.is_authenticated and user.acts_for_section):
            return self.none()
        if user.is_representative:
            return self.filter(section__organization_id=user.section.organization_id)
        return self.filter(section_id=user.section_id)


class ConfirmationEntry(models.Model):
    """What one section answered in a round (登録内容の確認の回答); it waits until the section does."""

    class State(models.TextChoices):
        WAITING = "waiting", "未回答"
        UNCHANGED = "unchanged", "変更なし"
        CORRECTED = "corrected", "修正あり"
        MOVING = "moving", "異動"

    round = models.ForeignKey(
        "members.ConfirmationRound",
        verbose_name="実施回",
        on_delete=models.PROTECT,
        related_name="entries",
        db_index=False,
    )
    section = models.ForeignKey(
        "members.Section",
        verbose_name="担当部署",
        on_delete=models.PROTECT,
        related_name="confirmation_entries",
    )
    state = models.CharField("回答", max_length=10, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField("回答日時", null=True, blank=True)
    answered_by = person_field("回答した人", help_text="メールのリンクから回答したときは空欄です。")
    answered_name = models.CharField("回答者の氏名", max_length=60, blank=True)
    bounced_at = models.DateTimeField("不達になった日時", null=True, blank=True)
    mail = models.ForeignKey(
        OutgoingMail,
        verbose_name="最後のメール",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    mailed_at = models.DateTimeField("最後のメールの日時", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("済んだ督促の回", default=0)
    mail_tokens = GenericRelation(
        "members.MailToken", "subject_id", "subject_type", related_query_name="subject_confirmation_entry"
    )

    objects = ConfirmationEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登録内容の確認の回答"
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "section"],
                name="confirmation_entry_once_per_section",
                violation_error_message="この担当部署の回答はすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True, answered_by__isnull=True)
                & Q(answered_name="")
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="confirmation_entry_answered_whole",
                violation_error_message="回答には回答日時が必要です。未回答には回答者を書けません。",
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("members:confirmation-entry-detail", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.state != self.State.WAITING

    @property
    def outcome(self) -> str:
        """The word of the secretariat's table: a waiting one whose mail came back is 不達."""
        if self.is_bounced:
            return "不達"
        return self.get_state_display()

    @property
    def is_bounced(self) -> bool:
        return not self.is_answered and self.bounced_at is not None

    @property
    def blocked_reason(self) -> str:
        """Why it cannot be answered any more, as a sentence; empty where it can."""
        if self.is_answered:
            return (
                f"この登録内容の確認には、{wareki_time(self.answered_at)}に"
                f"「{self.get_state_display()}」と回答をいただいています。もう一度回答する必要はありません。"
            )
        if not self.round.is_open:
            return CLOSED
        if not self.section.is_open or self.section.organization.withdrawn_on:
            return GONE
        return ""


class Confirmation(models.Model):
    """Somebody's word that what is registered is right (登録内容の確認).

    An officer gives it for their organisation, or in a round for a section; from the mailbox without a login.
    """

    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="confirmations"
    )
    section = models.ForeignKey(
        "members.Section",
        verbose_name="担当部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    entry = models.OneToOneField(
        "members.ConfirmationEntry",
        verbose_name="実施回の回答",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmation",
    )
    at = models.DateTimeField("確認日時", default=timezone.now)
    by = person_field("確認者", help_text="共通アドレスに届いたメールから回答したときは空欄です。")

    class Meta:
        verbose_name = verbose_name_plural = "登録内容の確認"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | models.Q(entry__isnull=False),
                name="confirmation_by_person_or_entry",
                violation_error_message="確認には、確認者か実施回の回答のどちらかが必要です。",
            )
        ]

    def __str__(self):
        return f"{self.organization} {self.at:%Y-%m-%d}"
