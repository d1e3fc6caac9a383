"""What the secretariat announces of the support in one disaster, number by number."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.paired_fields import both_or_neither
from common.publication.models import Publication, PublicationQuerySet
from disaster.disasters.models import Disaster

MAX_FIGURES = 30


class BulletinQuerySet(PublicationQuerySet):
    def published(self):
        """Of disasters whose records everybody reads."""
        return super().published().filter(disaster__in=Disaster.objects.told_in_public())

    def drafts(self):
        return self.filter(published_at__isnull=True)


class Bulletin(Publication):
    """One announcement about the support in a disaster (支援状況 第n報); a published one is never changed."""

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.PROTECT, related_name="bulletins"
    )
    number = models.PositiveSmallIntegerField("第何報か")
    title = models.CharField("件名", max_length=120)
    as_of = models.DateField("いつの時点か")
    body = models.TextField("本文", max_length=10000)
    figures = models.JSONField(
        "載せる数", default=list, blank=True
    )  # as disaster/figures/forms.py names them
    printed = models.ManyToManyField(
        "disaster.PrintedFigure", verbose_name="載せた数", blank=True, related_name="+"
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name="訂正する報",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    reason = models.CharField("訂正の理由", max_length=500, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta(Publication.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "支援状況の報"
        ordering = ["-as_of", "-number", "-pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.UniqueConstraint(
                fields=["disaster", "number"],
                name="bulletin_number_once",
                violation_error_message="この番号の報はもうあります。別の番号にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="bulletin_number_from_one",
                violation_error_message="番号は1以上にしてください。",
            ),
            both_or_neither(
                "corrects", texts=["reason"], message="訂正の報には、訂正する報と訂正の理由が必要です。"
            ),
        ]

    def __str__(self):
        return f"{self.disaster.name} 支援状況 {self.name}"

    def get_absolute_url(self):
        return reverse("disaster:bulletin-detail", args=[self.disaster_id, self.number])

    @property
    def name(self) -> str:
        return f"第{self.number}報"
