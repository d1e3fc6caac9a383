"""What people and section mailboxes are notified of by mail, and how often."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.topics.models import Topic
from members.organizations.profile import Theme


def one_owner(name: str) -> models.CheckConstraint:
    """Each row belongs to a person or to a section, never to both."""
    return models.CheckConstraint(
        condition=Q(user__isnull=False, section__isnull=True) | Q(user__isnull=True, section__isnull=False),
        name=name,
        violation_error_message="担当者か担当部署のどちらか一方を選んでください。",
    )


class Owned(models.Model):
    """Belongs to a person, or to a section for its shared mailbox."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="担当者",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    section = models.ForeignKey(
        "members.Section",
        verbose_name="担当部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True


class Watch(Owned):
    """How much of some topics its owner is notified of (通知の条件); an empty condition means any.

    Where several rows fit a topic, the one with the most conditions counts, and of equals the higher level.
    Who has no rows has the defaults (subscriptions.queries.default_watches); who has any has one without
    conditions.
    """

    class Level(models.TextChoices):
        """Each level includes the ones after it."""

        ALL = "all", "新しい投稿と、すべての返信"
        NEW = "new", "新しい投稿と、自分たちへの返信"
        OURS = "ours", "自分たちへの返信だけ"
        NONE = "none", "受け取らない"

    level = models.CharField("届くもの", max_length=4, choices=Level)
    kind = models.CharField("種類", max_length=12, choices=Topic.Kind, blank=True)
    theme = models.CharField("テーマ", max_length=12, choices=Theme, blank=True)
    prefecture = models.CharField("投稿した団体の都道府県", max_length=4, blank=True)
    ward = models.ForeignKey(
        "members.Organization",
        verbose_name="希望する区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "通知の条件"
        ordering = ["id"]
        constraints = [
            one_owner("watch_one_owner"),
            models.UniqueConstraint(
                fields=["user", "section", "kind", "theme", "prefecture", "ward"],
                nulls_distinct=False,
                name="watch_once",
                violation_error_message="同じ条件が、すでにあります。",
            ),
        ]

    def __str__(self):
        return f"{self.conditions_shown}: {self.get_level_display()}"

    @property
    def is_base(self) -> bool:
        """Whether it is the base row, for everything that no other row names."""
        return not (self.kind or self.theme or self.prefecture or self.ward_id)

    @property
    def key(self) -> str:
        """How an address names the row; the defaults are not saved and go by what they are."""
        return str(self.pk or ("base" if self.is_base else "ward"))

    @property
    def conditions(self) -> dict:
        return {"kind": self.kind, "theme": self.theme, "prefecture": self.prefecture, "ward": self.ward}

    @property
    def conditions_shown(self) -> str:
        """連携提案 × 防災 × 大阪府の団体から; without conditions: すべての投稿."""
        parts = [
            self.get_kind_display() if self.kind else "",
            f"テーマ「{self.get_theme_display()}」" if self.theme else "",
            f"{self.prefecture}の団体から" if self.prefecture else "",
            f"{self.ward.name}が対象" if self.ward_id else "",
        ]
        return " × ".join(part for part in parts if part) or "すべての投稿"


class NotificationRhythm(Owned):
    """When its owner is mailed (通知の頻度); without a row a person at once, a section by the default."""

    class Rhythm(models.TextChoices):
        DEFAULT = (
            "default",
            "事務局の投稿、返信、名指しはそのつど、そのほかの新しい投稿は週1回まとめて（週の最初の開庁日の朝8時30分）",
        )
        AT_ONCE = "at_once", "そのつど"
        DAILY = "daily", "1日1回まとめて（開庁日の朝8時30分）"
        WEEKLY = "weekly", "週1回まとめて（週の最初の開庁日の朝8時30分）"

    rhythm = models.CharField("頻度", max_length=7, choices=Rhythm)
    with_pending = models.BooleanField("対応が必要なことの一覧を受け取る", default=True, db_default=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知の頻度"
        constraints = [
            one_owner("notificationrhythm_one_owner"),
            models.UniqueConstraint(
                fields=["user", "section"], nulls_distinct=False, name="notificationrhythm_once"
            ),
        ]

    def __str__(self):
        return self.get_rhythm_display()


class TopicWatch(Owned):
    """Its owner wants all mails of one topic, or none (投稿ごとの通知); it overrides every Watch."""

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField("受け取る")
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "投稿ごとの通知"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["topic"], name="topicwatch_topic")]
        constraints = [
            one_owner("topicwatch_one_owner"),
            models.UniqueConstraint(
                fields=["user", "section", "topic"], nulls_distinct=False, name="topicwatch_once"
            ),
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {'受け取る' if self.wanted else '受け取らない'}"
