from itertools import pairwise

from django.db import models
from django.db.models import F
from django.urls import reverse

from common.publication.models import Publication, PublicationQuerySet


class AnnouncementQuerySet(PublicationQuerySet):
    def newest_first(self):
        """Pinned ones, then by publication; drafts (secretariat only) lead their group."""
        return self.order_by("-is_pinned", F("published_at").desc(nulls_first=True), "-pk")


class Announcement(Publication):
    """A notice of the secretariat to everybody (お知らせ)."""

    title = models.CharField("件名", max_length=120)
    body = models.TextField("本文", max_length=10_000)
    is_pinned = models.BooleanField("一覧の先頭に出す", default=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "お知らせ"
        ordering = ["-is_pinned", F("published_at").desc(nulls_first=True), "-pk"]
        indexes = [
            models.Index(
                F("is_pinned").desc(),
                F("published_at").desc(nulls_first=True),
                F("id").desc(),
                name="announcement_newest_first",
            ),
            models.Index(fields=["changed_at"], name="announcement_changed_at"),
        ]
        constraints = [*Publication.Meta.constraints]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:announcement-detail", args=[self.pk])


class NewsIssueQuerySet(PublicationQuerySet):
    def newest_first(self):
        return self.order_by("-volume")

    def missing_volumes(self) -> str:
        """Volumes before the newest one that are not recorded, in words: 第2号から第12号; empty for none."""
        known = sorted({0, *self.values_list("volume", flat=True)})
        gaps = ((low + 1, high - 1) for low, high in pairwise(known) if high - low > 1)
        return "、".join(f"第{a}号" if a == b else f"第{a}号から第{b}号" for a, b in gaps)


class NewsIssue(Publication):
    """One issue of the project's newsletter (全国連携NEWS)."""

    volume = models.PositiveSmallIntegerField(
        "号数", unique=True, error_messages={"unique": "この号はもう登録されています。"}
    )
    published_on = models.DateField("発行日", null=True, blank=True, help_text="分からないときは空欄。")
    publisher = models.CharField("発行", max_length=100, blank=True)
    topics = models.TextField(
        "内容", max_length=2000, blank=True, help_text="記事を1行に1つずつ入力してください。"
    )
    source = models.CharField("出典", max_length=500)

    objects = NewsIssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "全国連携NEWS"
        ordering = ["-volume"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(volume__gt=0),
                name="newsissue_volume_from_one",
                violation_error_message="号数は1以上にしてください。",
            ),
        ]

    def __str__(self):
        return f"全国連携NEWS 第{self.volume}号"

    def get_absolute_url(self):
        return reverse("news:newsissue-detail", args=[self.volume])

    @property
    def topic_lines(self) -> list[str]:
        return [line.strip() for line in self.topics.splitlines() if line.strip()]
