from django.db import models

from correspondence.answer_links.models import BaseAnswerLink


class AnswerLink(BaseAnswerLink):
    """The way a section's mailbox has into its organisation's answer (照会のメールからの回答)."""

    PURPOSE = "inquiry_answer"

    answer = models.ForeignKey(
        "inquiries.InquiryAnswer", verbose_name="回答", on_delete=models.CASCADE, related_name="links"
    )

    class Meta(BaseAnswerLink.Meta):
        pass
