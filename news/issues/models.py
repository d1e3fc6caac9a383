import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field
from common.publication.models import Publication, PublicationQuerySet, PublicationState


class NewsIssueQuerySet(PublicationQuerySet):
    def newest_first(self):
        return self.order_by("-volume")

    def publication_due(self, now):
        return self.filter(publish_at__lte=now, state=PublicationState.DRAFT)


class NewsIssue(Publication):
    """One issue of the project's newsletter (全国連携NEWS).

    Its first picture is the cover; its PDF is the printed paper.
    """

    volume = models.PositiveSmallIntegerField(
        "号数", unique=True, error_messages={"unique": "この号はもう登録されています。"}
    )
    published_on = models.DateField("発行日", null=True, blank=True, help_text="分からないときは空欄。")
    publisher = models.CharField("発行", max_length=100, blank=True)
    topics = models.TextField(
        "内容", max_length=2000, blank=True, help_text="記事を1行に1つずつ入力してください。"
    )
    source = models.CharField("出典", max_length=500)
    publish_at = models.DateTimeField("公開予定日時", null=True, blank=True, editable=False)
    publish_by = person_field("公開を予約した人", editable=False)

    objects = NewsIssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "全国連携NEWS"
        ordering = ["-volume"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(volume__gt=0),
                name="newsissue_volume_from_one",
                violation_error_message="号数は1以上にしてください。",
            ),
            both_or_neither(
                "publish_at", "publish_by", message="公開予定の日時と、予約した人の両方が必要です。"
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.DRAFT) | Q(publish_at=None),
                name="newsissue_planned_is_draft",
                violation_error_message="公開予定は下書きだけに付けられます。",
            ),
        ]

    def __str__(self):
        return f"全国連携NEWS 第{self.volume}号"

    def get_absolute_url(self):
        return reverse("news:newsissue-detail", args=[self.volume])

    @property
    def topic_lines(self) -> list[str]:
        return [line.strip() for line in self.topics.splitlines() if line.strip()]


class ArticleQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False, issue__state=PublicationState.PUBLISHED)

    def visible_to(self, user):
        """What is published, in an issue that is; the secretariat also sees the others."""
        if user.is_authenticated and user.is_secretariat:
            return self
        return self.published()

    def in_order(self):
        return self.order_by("order", "pk")


class Article(models.Model):
    """One piece of an issue of the newsletter (記事); its pictures are its attachments.

    It is public with its issue. One that is added to a public issue is a draft until it is published itself.
    """

    class Kind(models.TextChoices):
        FEATURE = "feature", "特集"
        DATA = "data", "データ"
        EVENT = "event", "イベント"
        EXHIBITION = "exhibition", "展示"
        COLLABORATION = "collaboration", "連携事業"
        DISASTER = "disaster", "災害支援"
        MEMBER = "member", "会員紹介"
        GUIDE = "guide", "案内"

    issue = models.ForeignKey(NewsIssue, verbose_name="号", on_delete=models.CASCADE, related_name="articles")
    order = models.PositiveSmallIntegerField("順番")
    kind = models.CharField("種類", max_length=20, choices=Kind)
    headline = models.CharField("見出し", max_length=100)
    lead = models.CharField("要約", max_length=300, blank=True)
    body = models.TextField("本文", max_length=10_000, blank=True)
    body_html = models.TextField("表示用の本文", blank=True, editable=False)
    page = models.PositiveSmallIntegerField("紙面のページ", null=True, blank=True)
    published_at = models.DateTimeField("公開日時", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        "members.User",
        verbose_name="公開した人",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField("作成日時", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "記事"
        ordering = ["issue", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "order"],
                name="article_order_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="同じ順番の記事があります。",
            ),
            models.CheckConstraint(
                condition=Q(order__gt=0),
                name="article_order_from_one",
                violation_error_message="順番は1以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(published_by__isnull=True),
                name="article_published_whole",
                violation_error_message="公開した人がいるときは、公開日時が必要です。",
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("news:article-detail", args=[self.issue.volume, self.order])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.issue.is_published

    @property
    def published_on(self) -> datetime.date | None:
        """The day of its issue."""
        return self.issue.published_on

    def files_changed(self) -> None:
        type(self)._base_manager.filter(pk=self.pk).update(changed_at=timezone.now())
