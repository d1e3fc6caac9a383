"""How a request and each of its answers came along."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.paired_fields import person_field
from common.retractions.models import RETRACTED_WHOLE, Retractable
from members.organizations.historic_names import section_field


class BaseStepQuerySet(models.QuerySet):
    def of_everybody(self):
        """What everybody who sees the request knows of it."""
        return self.filter(answer__isnull=True).exclude(kind__in=self.model.INSIDE)

    def visible_to(self, user):
        """Of requests that they see: what everybody knows, and what is inside their own organisation."""
        requests = self.model._meta.get_field(self.model.PARENT).related_model.objects
        return self.filter(**{f"{self.model.PARENT}__in": requests.visible_to(user)}).shown_to(user)

    def shown_to(self, user):
        """Of one request that they see: what everybody knows, and what is inside their own organisation."""
        known = Q(answer__isnull=True) & ~Q(kind__in=self.model.INSIDE)
        if not user.section_id:
            return self.filter(known)
        own = user.section.organization_id
        asks = Q(**{f"{self.model.PARENT}__organization": own}, answer__isnull=True)
        return self.filter(known | asks | Q(answer__organization=own))

    def of_answer_for(self, user, answer):
        """How this answer came along, as far as they may know it; the answer is one that they see."""
        steps = self.filter(answer=answer).order_by("pk")
        is_own = user.section_id and answer.organization_id == user.organization.pk
        return steps if is_own else steps.exclude(kind__in=self.model.INSIDE)


class BaseStep(Retractable):
    """One line in the history of a request, or of one answer (経過): who, when, why, with names of the time.

    A child has `kind`, the names of kinds that stay INSIDE the organisation that they are about, foreign
    keys to its request (named by PARENT) and to the answer, both with the reverse name `steps`.
    """

    INSIDE: tuple[str, ...] = ()
    PARENT: str

    note = models.CharField("理由・連絡", max_length=500, blank=True)
    changes = models.JSONField("変わった項目", default=dict, help_text="項目名から [変更前, 変更後] へ")
    by = person_field("担当者")  # None: the clock
    by_name = models.CharField("担当者名（当時）", max_length=60, blank=True)
    section = section_field("担当部署")
    section_name = models.CharField("担当部署（当時）", max_length=100, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(note=""),
                name="%(class)s_returned_with_reason",
                violation_error_message="差戻しには理由が必要です。",
            ),
            *RETRACTED_WHOLE,
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.by_name}"

    @property
    def item(self):
        """The request."""
        return getattr(self, self.PARENT)

    @property
    def ordered_changes(self) -> list[tuple[str, list[str]]]:
        """What changed, questions first in their order: the column keeps none."""

        def place(change):
            first = change[0].split(" ")[0]  # 問1, 問2, 問10
            return not first.startswith("問"), len(first), change[0]

        return sorted(self.changes.items(), key=place)
