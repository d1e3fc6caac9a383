"""What was taken back from the page of a disaster, and what it said of its pictures before."""

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


class EarlierWords(Recorded):
    """What a disaster's page said of a picture until it was described anew (写真の前の説明).

    It is no fact that a number rests on: who describes a picture anew gives no reason.
    """

    file = models.ForeignKey(
        "common.StoredFile", verbose_name="写真", on_delete=models.PROTECT, related_name="+"
    )
    disaster = models.ForeignKey(
        "disaster.Disaster", verbose_name="災害", on_delete=models.PROTECT, related_name="earlier_words"
    )
    alt = models.CharField("代替テキスト", max_length=200, editable=False)
    caption = models.CharField("説明文", max_length=200, blank=True, editable=False)
    rights = models.CharField("権利の表示", max_length=100, editable=False)
    taken_on = models.DateField("撮影日", null=True, blank=True, editable=False)
    superseded_at = models.DateTimeField("改めた日時", editable=False)
    superseded_by = person_field("改めた人", editable=False)

    objects = DisasterPeriodQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "写真の前の説明"
        ordering = ["superseded_at"]

    def __str__(self):
        return self.caption or self.alt
