from django.conf import settings
from django.db import models

from common.prepared_files.models import Followed, FollowedQuerySet

MAX_PAGES = 40  # of a PDF that is read
MAX_BLOCKS = 150  # on one page


class Role(models.TextChoices):
    """What a block of text is to become (文章の使い方)."""

    HEADLINE = "headline", "見出し（ここから新しい記事）"
    LEAD = "lead", "要約"
    BODY = "body", "本文"
    UNUSED = "unused", "使わない"


class PaperReading(Followed):
    """The PDF of an issue, read by the worker page by page, for articles to be made of it (紙面の読取り).

    Never public; it goes when its issue is published, or when the secretariat says so.
    """

    WHAT, AGAIN = "読取り", "もう一度読み取ってください。"
    WHOM_TO_ASK = "システムの管理者"

    issue = models.OneToOneField(
        "news.NewsIssue", verbose_name="号", on_delete=models.CASCADE, related_name="reading"
    )
    file = models.ForeignKey(
        "common.StoredFile",
        verbose_name="紙面のPDF",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="依頼した人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = FollowedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紙面の読取り"

    def __str__(self):
        return f"{self.issue}の紙面"


class PaperPageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_secretariat else self.none()


class PaperPage(models.Model):
    """A page of the paper: what is proposed of its text (紙面のページ); its picture is its attachment."""

    reading = models.ForeignKey(
        PaperReading, verbose_name="読取り", on_delete=models.CASCADE, related_name="pages"
    )
    number = models.PositiveSmallIntegerField("ページ")
    blocks = models.JSONField(
        "文章の案", default=list, help_text="使い方（role）と文章（text）の組。読む順。"
    )
    reason = models.CharField("読み取れなかった理由", max_length=200, blank=True)

    objects = PaperPageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紙面のページ"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "number"],
                name="paperpage_number_once",
                violation_error_message="同じページがもうあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gt=0),
                name="paperpage_number_from_one",
                violation_error_message="ページは1以上にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.number}ページ"
