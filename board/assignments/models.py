import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.japanese_calendar import add_working_days, is_working_day, today
from common.paired_fields import both_or_neither

# a worker that was down catches up; older mails may have been deleted by then
CATCH_UP = datetime.timedelta(days=14)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of the organisation that works on it; not even the secretariat."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        return self.filter(organization=user.organization)

    def open(self):
        return self.filter(done_at__isnull=True)

    def reminder_due(self, day):
        """Open ones due by the next working day or overdue, on a working day; not those assigned that day."""
        if not is_working_day(day):
            return self.none()
        near = self.open().filter(due__gte=day - CATCH_UP, due__lte=add_working_days(day, 1))
        return near.exclude(at__date=day)


class Assignment(models.Model):
    """Who in an organisation is responsible for a topic (団体内の担当割当); nobody else reads it."""

    topic = models.ForeignKey("board.Topic", on_delete=models.CASCADE, related_name="assignments")
    organization = models.ForeignKey("members.Organization", on_delete=models.PROTECT, related_name="+")
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
            both_or_neither("done_at", "done_by", message="完了には日時と人の両方が必要です。"),
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
    def has_active_assignee(self) -> bool:
        """Whether the assignee can still act: active, not a reader, in the same organisation."""
        return (
            self.assignee.acts_for_section and self.assignee.section.organization_id == self.organization_id
        )
