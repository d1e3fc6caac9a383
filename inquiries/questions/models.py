"""One question of an inquiry, in each of its versions."""

from django.db import models

from correspondence.questions.models import BaseQuestion, question_constraints
from inquiries.inquiries.models import Inquiry


class Question(BaseQuestion):
    """A typed question of an inquiry (照会の質問)."""

    inquiry = models.ForeignKey(
        Inquiry, verbose_name="照会", on_delete=models.CASCADE, related_name="questions"
    )

    class Meta(BaseQuestion.Meta):
        ordering = ["inquiry", "position", "line", "version"]
        constraints = question_constraints("inquiry")
