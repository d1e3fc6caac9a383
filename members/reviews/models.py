from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.paired_fields import both_or_neither, person_field
from members.access.querysets import SecretariatQuerySet


class ReviewQuerySet(SecretariatQuerySet):
    def waiting(self):
        """Those the secretariat has not seen yet, the oldest first."""
        return self.filter(seen_at__isnull=True).order_by("created_at", "id")

    def seen(self):
        """Those somebody has ticked off, the last ticked first."""
        return self.filter(seen_at__isnull=False).order_by("-seen_at", "-id")


class Review(models.Model):
    """A change that the secretariat must see (変更の確認): a line of the audit log, until it is ticked."""

    entry = models.OneToOneField(
        AuditEntry, verbose_name="記録", on_delete=models.PROTECT, related_name="review"
    )
    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="reviews"
    )
    created_at = models.DateTimeField("変更日時", default=timezone.now)
    seen_at = models.DateTimeField("確認日時", null=True, blank=True)
    seen_by = person_field("確認した人")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "変更の確認"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(seen_at__isnull=True), name="review_waiting")
        ]
        constraints = [both_or_neither("seen_at", "seen_by", message="確認には日時と人の両方が必要です。")]

    def __str__(self):
        return f"{self.organization} {self.entry.verb}"
