"""What people and organisations note on topics: bookmarks, readings, tasks, mentions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.models.reply import Reply
from board.models.topic import Topic
from members.models import Organization
from office.calendar import is_working_day, today


class Bookmark(models.Model):
    """A topic that a person wants to find again (しおり)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    note = models.CharField("メモ", max_length=100, blank=True)
    created_at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "しおり"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="bookmark_once")]

    def __str__(self):
        return f"{self.user_id}: {self.topic_id}"


class TopicReading(models.Model):
    """The first reading of a topic in an organisation (団体の既読), where the topic asks for it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="readings")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField("読んだ人(当時)", max_length=60)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "団体の既読"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["topic", "organization"], name="topicreading_once")]

    def __str__(self):
        return f"第{self.topic_id}号 {self.organization_id}"


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of the organisation that works on it; not even the secretariat."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        return self.filter(organization=user.organization)

    def open(self):
        return self.filter(done_at__isnull=True)


class Assignment(models.Model):
    """Who in an organisation sees to a topic, until when (団体内の担当割当); nobody else reads it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="assignments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="assignments"
    )
    due = models.DateField("期限", null=True, blank=True)
    note = models.CharField("依頼の内容", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="割り当てた人", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("日時", default=timezone.now)
    done_at = models.DateTimeField("完了日時", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "団体内の担当割当"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["assignee", "due"], condition=Q(done_at__isnull=True), name="assignment_open"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "organization"],
                condition=Q(done_at__isnull=True),
                name="assignment_one_open",
                violation_error_message="この投稿は、既に担当者を決めています。",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="assignment_done_at_and_by",
                violation_error_message="完了には日時と人の両方が必要です。",
            ),
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {self.assignee}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_overdue(self) -> bool:
        return not self.is_done and self.due is not None and self.due < today()

    @property
    def due_on_closed_day(self) -> bool:
        return self.due is not None and not is_working_day(self.due)

    @property
    def is_held(self) -> bool:
        """Whether its person can still see to it: at work, not a reader, in the same organisation."""
        return self.assignee.acts and self.assignee.section.organization_id == self.organization_id


class Mention(models.Model):
    """An organisation called by name in a topic or reply (＠江東区)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "名指し"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "reply", "organization"], nulls_distinct=False, name="mention_once"
            )
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {self.organization_id}"
