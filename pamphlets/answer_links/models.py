from django.db import models

from correspondence.answer_links.models import BaseAnswerLink

WARD_ANSWER_PURPOSE = "ward_answer"


class AnswerLink(BaseAnswerLink):
    """The way a ward's section mailbox has into its answer (配布依頼のメールからの回答)."""

    PURPOSE = "ward_answer"

    answer = models.ForeignKey(
        "pamphlets.WardAnswer", verbose_name="回答", on_delete=models.CASCADE, related_name="links"
    )

    class Meta(BaseAnswerLink.Meta):
        pass
