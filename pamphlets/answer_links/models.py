"""Mails that a ward's sections answer without a login, and the reminders sent to silent wards."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.models.ward_answer import WardAnswer
from members.models import Section


class WardLetter(models.Model):
    """The way a section's mailbox has into one answer (メールからの回答): its link and code stand for it.

    One row for each mailbox, so that every section of a ward has a link of its own and the answer shows
    from which mailbox it came.
    """

    answer = models.ForeignKey(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="letters"
    )
    section = models.ForeignKey(Section, verbose_name="担当部署", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    proofs = GenericRelation(
        "members.MailProof", "subject_id", "subject_type", related_query_name="subject_ward_letter"
    )

    class Meta:
        verbose_name = verbose_name_plural = "メールからの回答"
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "section"],
                name="wardletter_once_per_section",
                violation_error_message="この部署への回答のメールは既にあります。",
            )
        ]

    def __str__(self):
        return f"{self.section} {self.answer.pamphlet.number_name}"


class WardReminder(models.Model):
    """That a silent ward was reminded (督促), so many working days before the due date of that time."""

    FIRST, LAST = 5, 1  # working days before the due date

    answer = models.ForeignKey(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="reminders"
    )
    due_on = models.DateField("当時の回答期限")
    days_before = models.PositiveSmallIntegerField("期限までの開庁日数")
    sent_at = models.DateTimeField("督促の日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "督促"
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "due_on", "days_before"],
                name="wardreminder_once",
                violation_error_message="この督促は既に送っています。",
            ),
            models.CheckConstraint(
                condition=Q(days_before__in=(5, 1)),
                name="wardreminder_days_before",
                violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
            ),
        ]

    def __str__(self):
        return f"{self.answer} {self.days_before}開庁日前"
