"""How an inquiry and each of its answers came along, and which reminders were sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inquiries.inquiries.models import Inquiry


class InquiryStepQuerySet(models.QuerySet):
    def of_inquiry(self):
        """What concerns everybody who sees the inquiry."""
        return self.filter(answer__isnull=True)

    def visible_to(self, user):
        """Steps of an answer: inside ones are its organisation's; the asker sees that it was given."""
        answers = self.model._meta.get_field("answer").related_model.objects.visible_to(user)
        own = Q(answer__organization=user.organization) if user.section_id else Q(pk__in=[])
        given = Q(answer__in=answers) & ~Q(kind__in=InquiryStep.INSIDE)
        return self.filter(Q(answer__isnull=True, inquiry__in=Inquiry.objects.visible_to(user)) | own | given)

    def of_answer_for(self, user, answer):
        """How this answer came along, as far as he may know it; the answer is one that he sees."""
        steps = self.filter(answer=answer).order_by("pk")
        is_own = user.section_id and answer.organization_id == user.organization.pk
        return steps if is_own else steps.exclude(kind__in=InquiryStep.INSIDE)


class InquiryStep(models.Model):
    """One line in the history of an inquiry, or of one answer (照会・回答の経過), with names of the time."""

    class Kind(models.TextChoices):
        SENT = "sent", "照会"
        CHANGED = "changed", "質問の変更"
        EXTENDED = "extended", "回答期限の変更"
        ADDED = "added", "照会先の追加"
        CLOSED = "closed", "締切"
        WITHDRAWN = "withdrawn", "取下げ"
        REMINDED = "reminded", "督促"
        DELEGATED = "delegated", "担当の割当"
        DRAFTED = "drafted", "下書きの保存"
        PROPOSED = "proposed", "確認の求め"
        RETURNED = "returned", "差戻し"
        ANSWERED = "answered", "回答"
        CORRECTED = "corrected", "訂正"

    INSIDE = (Kind.DELEGATED, Kind.DRAFTED, Kind.PROPOSED, Kind.RETURNED)

    inquiry = models.ForeignKey(Inquiry, verbose_name="照会", on_delete=models.CASCADE, related_name="steps")
    answer = models.ForeignKey(
        "inquiries.InquiryAnswer",
        verbose_name="回答",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="steps",
    )
    kind = models.CharField("経過", max_length=12, choices=Kind)
    note = models.CharField("理由・連絡", max_length=500, blank=True)
    changes = models.JSONField("変わった項目", default=dict, help_text="項目名から [変更前, 変更後] へ")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="担当者",
        null=True,  # the clock
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    by_name = models.CharField("担当者名(当時)", max_length=60, blank=True)
    section_name = models.CharField("担当部署(当時)", max_length=100, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)

    objects = InquiryStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "照会の経過"
        ordering = ["inquiry", "id"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.by_name}"

    @property
    def ordered_changes(self) -> list[tuple[str, list[str]]]:
        """What changed, questions first in their order: the column keeps none."""

        def place(change):
            first = change[0].split(" ")[0]  # 問1, 問2, 問10
            return not first.startswith("問"), len(first), change[0]

        return sorted(self.changes.items(), key=place)
