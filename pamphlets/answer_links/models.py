"""Mails that a ward's sections answer without a login, and the reminders sent to silent wards."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone

from members.sections.models import Section
from pamphlets.answers.models import WardAnswer

WARD_ANSWER_PURPOSE = "ward_answer"


class AnswerLink(models.Model):
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
        "members.MailToken", "subject_id", "subject_type", related_query_name="subject_ward_letter"
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
