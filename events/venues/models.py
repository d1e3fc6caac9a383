"""Where events are held."""

from django.db import models
from django.db.models import Q

from members.local_governments.models import LocalGovernment


class Venue(models.Model):
    """A place where events are held (会場), described once for all of them."""

    name = models.CharField("名称", max_length=100)
    address = models.CharField("所在地", max_length=200, blank=True)
    local_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="所在する自治体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    access = models.TextField("交通", max_length=1000, blank=True)
    accessibility = models.TextField(
        "バリアフリー",
        max_length=1000,
        blank=True,
        help_text="例：段差なし、多目的トイレ、車いす席、手話通訳",
    )
    map_url = models.URLField("地図のページ", max_length=500, blank=True)
    website = models.URLField("会場のページ", max_length=500, blank=True)
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "会場"
        ordering = ["name", "address", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "address"],
                name="venue_once",
                violation_error_message="同じ名称と所在地の会場があります。",
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="venue_named",
                violation_error_message="会場の名称を入力してください。",
            ),
        ]

    def __str__(self):
        return self.name
