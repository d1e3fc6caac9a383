"""What a source printed: quoted and compared in words, never added to anything."""

from django.db import models
from django.db.models import F, Q

from common.append_only.models import Version
from disaster.support_records.models import SupportRecordQuerySet, Told, ToldVersionQuerySet


class StatementQuerySet(SupportRecordQuerySet):
    def visible_to(self, user, moment=None):
        """With its disaster; one that speaks of all disasters is seen by everybody."""
        return self.filter(Q(disaster__isnull=True) | Q(pk__in=super().visible_to(user, moment)))


class Statement(models.Model):
    """A total that a source printed (公表値); what it says is in its versions."""

    disaster = models.ForeignKey(
        "disaster.Disaster",
        verbose_name="災害",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        help_text="災害をまたぐ合計のときは空欄。",
    )
    key = models.CharField("出典データのキー", max_length=60, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公表値"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key=""),
                name="statement_key_once",
                violation_error_message="同じ出典データの公表値があります。",
            )
        ]

    def __str__(self):
        return f"公表値{self.pk}"


class StatementVersion(Told, Version):
    """What is quoted from one source, from one recording to the next (公表値の版)."""

    record = models.ForeignKey(
        Statement, verbose_name="公表値", on_delete=models.PROTECT, related_name="versions"
    )
    part_of = models.ForeignKey(
        Statement,
        verbose_name="内訳として含む公表値",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_on = models.DateField("公表日", null=True, blank=True)
    place_in_source = models.CharField(
        "出典の中の場所", max_length=120, blank=True, help_text="例：3ページの表2。"
    )

    objects = ToldVersionQuerySet.as_manager()

    COLUMNS = (*Told.COLUMNS, "part_of_id", "published_on", "place_in_source")

    class Meta(Version.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公表値の版"
        constraints = [
            *Told.Meta.constraints,
            *Version.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(part_of=F("record")),
                name="statementversion_not_its_own_part",
                violation_error_message="自分自身の内訳にはできません。",
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="statementversion_recorded")]

    def __str__(self):
        return f"{self.sender} {self.get_kind_display()}"
