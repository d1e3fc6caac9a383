from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.models import Mail
from office.templatetags.office import wareki_time

CLOSED = (
    "この登録内容の確認は締め切りました。変更があるときは、ログインして修正するか、事務局へお知らせください。"
)
GONE = "この担当部署は、いまは登録されていません。心当たりがないときは、事務局へお問い合わせください。"


class RoundEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_secretariat else self.none()

    def of_sections_today(self):
        """Those of sections and members that exist today."""
        return self.filter(section__closed_at__isnull=True, section__organization__withdrawn_on__isnull=True)

    def counted(self):
        """Those that answered, or still could: one whose section is gone owes nothing."""
        gone = Q(section__closed_at__isnull=False) | Q(section__organization__withdrawn_on__isnull=False)
        return self.exclude(gone & Q(state=RoundEntry.State.WAITING))

    def waiting(self):
        """Those that can be answered and are not."""
        return self.of_sections_today().filter(state=RoundEntry.State.WAITING)

    def running(self):
        return self.filter(round__closed_at__isnull=True)

    def vouched_by(self, user):
        """Those a person answers for: a representative all of his organisation, an officer his section's."""
        if not (user.is_authenticated and user.acts):
            return self.none()
        if user.is_representative:
            return self.filter(section__organization_id=user.section.organization_id)
        return self.filter(section_id=user.section_id)


class RoundEntry(models.Model):
    """What one section answered in a round (登録内容の確認の回答); it waits until the section does."""

    class State(models.TextChoices):
        WAITING = "waiting", "未回答"
        UNCHANGED = "unchanged", "変更なし"
        CORRECTED = "corrected", "修正あり"
        MOVING = "moving", "異動"

    round = models.ForeignKey(
        "members.Round",
        verbose_name="実施回",
        on_delete=models.PROTECT,
        related_name="entries",
        db_index=False,
    )
    section = models.ForeignKey(
        "members.Section", verbose_name="担当部署", on_delete=models.PROTECT, related_name="round_entries"
    )
    state = models.CharField("回答", max_length=10, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField("回答日時", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="回答した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="メールのリンクから回答したときは空欄です。",
    )
    answered_name = models.CharField("回答者の氏名", max_length=60, blank=True)
    bounced_at = models.DateTimeField("不達になった日時", null=True, blank=True)
    mail = models.ForeignKey(
        Mail, verbose_name="最後のメール", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mailed_at = models.DateTimeField("最後のメールの日時", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("済んだ督促の回", default=0)
    proofs = GenericRelation(
        "members.MailProof", "subject_id", "subject_type", related_query_name="subject_entry"
    )

    objects = RoundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登録内容の確認の回答"
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "section"],
                name="roundentry_once_per_section",
                violation_error_message="この担当部署の回答はすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True, answered_by__isnull=True)
                & Q(answered_name="")
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="roundentry_answered_whole",
                violation_error_message="回答には回答日時が必要です。未回答には回答者を書けません。",
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("members:entry-detail", args=[self.pk])

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
    def closed_words(self) -> str:
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
