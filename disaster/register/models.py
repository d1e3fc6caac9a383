"""What was taken back from the page of a disaster."""

from django.db import models
from django.db.models import Q

from common.append_only.models import Recorded
from common.paired_fields import person_field
from disaster.disasters.models import DisasterPeriodQuerySet


class WithdrawnFileQuerySet(DisasterPeriodQuerySet):
    def visible_to(self, user):
        """What was withdrawn is opened by the secretariat alone; everybody reads its name and the reason."""
        return self if user.is_authenticated and user.is_secretariat else self.none()


class WithdrawnFile(Recorded):
    """A photograph or document that a disaster's page showed until it was taken back (取り下げた資料)."""

    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.PROTECT, related_name="withdrawn_files"
    )
    name = models.CharField("ファイル名", max_length=255)
    superseded_at = models.DateTimeField("取り下げた日時", editable=False)
    superseded_by = person_field("取り下げた人", editable=False)
    words = models.CharField("取り下げた理由", max_length=500, editable=False)

    objects = WithdrawnFileQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "取り下げた資料"
        ordering = ["superseded_at"]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"),
                name="withdrawnfile_with_reason",
                violation_error_message="取り下げる理由を入力してください。",
            ),
        ]

    def __str__(self):
        return self.name
