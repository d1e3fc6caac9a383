from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone

from board.topics.models import Topic
from members.organizations.historic_names import by_whom

DECIDED_TOGETHER = Q(decided_at__isnull=True, decided_by__isnull=True, outcome="") | (
    Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")
)


class HeldPostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat, and whoever wrote it: its files are his."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        return self if user.is_secretariat else self.filter(by=user)

    def open(self):
        return self.filter(decided_at__isnull=True)


class HeldPost(models.Model):
    """A new account's post with a watched word, before it is put on the board (公開前の確認).

    For a topic, `topic` is the draft, in the `version` that was to be published. For a reply, `topic` is the
    one it answers; text and files wait here, `facts` holds what else `post_reply` is to be given.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", "公開を認めた"
        RETURNED = "returned", "書き直しを頼んだ"
        MENDED = "mended", "投稿者が書き直した"

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="held_posts")
    version = models.PositiveIntegerField("版")
    body = models.TextField("返信の本文", max_length=5_000, blank=True)
    facts = models.JSONField("返信のその他の項目", default=dict, blank=True)
    words = ArrayField(models.CharField(max_length=60), verbose_name="含まれる語", default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="投稿する人", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("投稿する人(当時)", max_length=60)
    at = models.DateTimeField("日時", default=timezone.now)
    outcome = models.CharField("結果", max_length=8, choices=Outcome, blank=True, default="", db_default="")
    remark = models.TextField("投稿する人への説明", max_length=1_000, blank=True)
    decided_at = models.DateTimeField("対応日時", null=True, blank=True)
    decided_by = by_whom("対応した人")

    objects = HeldPostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公開前の確認"
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(decided_at__isnull=True), name="heldpost_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic"],
                condition=Q(body="", decided_at__isnull=True),
                name="heldpost_one_open_of_topic",
                violation_error_message="この下書きは、既に事務局の確認を待っています。",
            ),
            models.CheckConstraint(
                condition=DECIDED_TOGETHER,
                name="heldpost_decided_whole",
                violation_error_message="公開前の確認には日時、対応した人、結果が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.post_name}の公開前の確認"

    def get_absolute_url(self):
        return reverse("board:held-detail", args=[self.pk])

    @property
    def is_reply(self) -> bool:
        return bool(self.body)

    @property
    def post_name(self) -> str:
        return f"掲示板 第{self.topic_id}号" + ("への返信" if self.is_reply else "")

    @property
    def is_open(self) -> bool:
        return self.decided_at is None


class WatchedWord(models.Model):
    """A word that the secretariat wants to see before or after it is posted (注意する語)."""

    class Level(models.TextChoices):
        HOLD = "hold", "保留(新しいアカウントの投稿は、公開前に確認する)"
        NOTE = "note", "注意(公開後に通報の一覧に出す)"

    word = models.CharField(
        "語", max_length=60, help_text="全角・半角、大文字・小文字、ひらがな・カタカナは区別しません。"
    )
    level = models.CharField("扱い", max_length=4, choices=Level, default=Level.NOTE)
    norm = models.GeneratedField(
        expression=Func(F("word"), function="jnorm"), output_field=models.TextField(), db_persist=True
    )
    note = models.CharField("メモ", max_length=200, blank=True, help_text="登録した理由など。")

    class Meta:
        verbose_name = verbose_name_plural = "注意する語"
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(
                # one character would be in nearly every text
                condition=Q(norm__regex=".."),
                name="watchedword_two_characters",
                violation_error_message="2文字以上の語を入力してください。",
            ),
            models.UniqueConstraint(
                fields=["norm"],
                name="watchedword_once",
                violation_error_message="同じ語が登録されています。",
            ),
        ]

    def __str__(self):
        return self.word
