"""How a pamphlet request came along: inside the asking organisation, and after the wards were asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pamphlets.requests.models import PamphletRequest


class PamphletStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All to the asking organisation; how it decided inside is nobody else's business."""
        own = Q(pamphlet__organization=user.organization) if user.section_id else Q(pk__in=[])
        return self.filter(own | ~Q(kind__in=PamphletStep.INSIDE))


class PamphletStep(models.Model):
    """One line in the history of a request (依頼の経過): who did what, with the names of the time."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", "起案"  # approval was asked for
        TAKEN_BACK = "taken_back", "取戻し"
        RETURNED = "returned", "差戻し"
        APPROVED = "approved", "承認"
        SENT = "sent", "依頼"
        CHANGED = "changed", "変更"
        WARDS_ADDED = "wards_added", "区の追加"

    INSIDE = (Kind.PROPOSED, Kind.TAKEN_BACK, Kind.RETURNED, Kind.APPROVED)

    pamphlet = models.ForeignKey(
        PamphletRequest, verbose_name="依頼", on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField("経過", max_length=12, choices=Kind)
    note = models.CharField("理由・連絡", max_length=500, blank=True)
    changes = models.JSONField("変わった項目", default=dict, help_text="項目名から [変更前, 変更後] へ")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("担当者名(当時)", max_length=60)
    section_name = models.CharField("担当部署(当時)", max_length=100, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)

    objects = PamphletStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "依頼の経過"
        ordering = ["pamphlet", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(note=""),
                name="pamphletstep_returned_with_reason",
                violation_error_message="差戻しには理由が必要です。",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.by_name}"
