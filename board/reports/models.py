"""What keeps order on the board: reports, words to watch for, posts that wait for the secretariat."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone

from board.models.reply import Reply
from board.models.topic import Topic
from members.models.names import by_whom

DECIDED_WHOLE = Q(decided_at__isnull=True, decided_by__isnull=True, outcome="") | (
    Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")
)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat alone; not even he who reported finds it again, he is told the outcome by mail."""
        return self if user.is_authenticated and user.is_secretariat else self.none()

    def open(self):
        return self.filter(decided_at__isnull=True)

    def same_post_as(self, report):
        """Reports about the same topic or reply, itself among them."""
        return self.filter(topic=report.topic_id, reply=report.reply_id)


class Report(models.Model):
    """Somebody's word that a post should not stand as it does (通報), or the site's own for a watched word.

    It keeps the text as it was when it was reported: its owner may mend it afterwards.
    """

    class Reason(models.TextChoices):
        PRIVATE = "private", "個人情報が書かれている"
        RIGHTS = "rights", "著作権や肖像権を侵害している"
        RUDE = "rude", "人や団体を傷つける表現がある"
        WRONG = "wrong", "内容に誤りがある"
        MISPLACED = "misplaced", "種類や公開範囲が合っていない"
        DOUBLE = "double", "同じ内容が重複している"
        OTHER = "other", "そのほか"
        WORD = "word", "注意する語を含む(自動)"

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "このまま掲載する"
        ASKED = "asked", "投稿した団体に確認・修正を頼む"
        HIDDEN = "hidden", "非表示にする"
        LOCKED = "locked", "書込みを止める"

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.PROTECT, related_name="reports")
    reply = models.ForeignKey(
        Reply, verbose_name="返信", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    reason = models.CharField("理由", max_length=12, choices=Reason)
    text = models.TextField("説明", max_length=1_000, blank=True)
    seen_title = models.CharField("通報時の標題", max_length=100)
    seen_text = models.TextField("通報時の本文")
    words = ArrayField(models.CharField(max_length=60), verbose_name="含まれる語", default=list, blank=True)
    by = by_whom("通報した人")
    by_name = models.CharField("通報した人(当時)", max_length=60, blank=True)
    by_organization = models.CharField("通報した人の団体(当時)", max_length=70, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)
    outcome = models.CharField("結果", max_length=8, choices=Outcome, blank=True, default="", db_default="")
    remark = models.TextField("通報した人への回答", max_length=1_000, blank=True)
    decided_at = models.DateTimeField("対応日時", null=True, blank=True)
    decided_by = by_whom("対応した人")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通報"
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(decided_at__isnull=True), name="report_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "reply", "by"],
                condition=Q(by__isnull=False),
                nulls_distinct=False,
                name="report_once",
                violation_error_message="この投稿は、既に通報しています。",
            ),
            models.CheckConstraint(
                condition=Q(reason="word", by__isnull=True) | (~Q(reason="word") & Q(by__isnull=False)),
                name="report_by_person_or_word",
                violation_error_message="通報には、通報した人が必要です。",
            ),
            models.CheckConstraint(
                condition=DECIDED_WHOLE,
                name="report_decided_whole",
                violation_error_message="通報への対応には日時、対応した人、結果が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.post_name}の通報"

    def get_absolute_url(self):
        return reverse("board:report-detail", args=[self.pk])

    @property
    def post(self):
        """What was reported: the reply, or the topic itself."""
        return self.reply if self.reply_id else self.topic

    @property
    def post_name(self) -> str:
        return f"掲示板 第{self.topic_id}号" + (f" 返信{self.reply.number}" if self.reply_id else "")

    @property
    def is_open(self) -> bool:
        return self.decided_at is None


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
                condition=DECIDED_WHOLE,
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
