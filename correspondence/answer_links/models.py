"""The way into one answer that each mailbox of the asked organisation has."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone

from members.sections.models import Section


class BaseAnswerLink(models.Model):
    """The way a section's mailbox has into one answer (メールからの回答): its link and code stand for it.

    One row for each mailbox, so that every section has a link of its own and the answer shows from which
    mailbox it came. A child has the foreign key `answer`, with the reverse name `links`, and the PURPOSE of
    its mail tokens, which no other model has.
    """

    PURPOSE: str

    section = models.ForeignKey(Section, verbose_name="担当部署", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    mail_tokens = GenericRelation("members.MailToken", "subject_id", "subject_type")

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "メールからの回答"
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "section"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message="この部署への回答のメールは既にあります。",
            )
        ]

    def __str__(self):
        return f"{self.section} {self.answer.item.number_name}"

    @classmethod
    def with_answers(cls) -> models.QuerySet:
        """Rows with what their page shows of answer and request."""
        parent = f"answer__{cls._meta.get_field('answer').related_model.PARENT}"
        asker = (f"{parent}__organization__local_government", f"{parent}__section")
        return cls.objects.select_related(
            *asker, "answer__organization__local_government", "section__organization"
        )

    @property
    def item(self):
        """What it answers."""
        return self.answer.item

    @property
    def must_answer(self) -> bool:
        return self.answer.must_answer

    @property
    def is_owed(self) -> bool:
        return self.answer.is_owed

    @property
    def answer_shown(self) -> str:
        """What was answered, in a word."""
        return self.answer.get_state_display()

    @property
    def mailbox(self) -> str:
        """Where its mail goes now."""
        return self.section.mailbox

    @property
    def is_theirs(self) -> bool:
        """Whether its section still speaks for the organisation that was asked."""
        return self.section.is_open and self.section.organization_id == self.answer.organization_id

    @property
    def held_reason(self) -> str:
        return self.section.held_reason
