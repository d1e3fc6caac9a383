"""What is written for the public is a draft first and published later; the same for every kind of page."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


class PublicationState(models.TextChoices):
    DRAFT = "draft", "下書き"
    PUBLISHED = "published", "公開"


class DatePrecision(models.TextChoices):
    """How far a date is known; the stored day is the first of the known period."""

    DAY = "day", "日まで"
    MONTH = "month", "月まで"
    YEAR = "year", "年まで"
    FISCAL_YEAR = "fiscal_year", "年度まで"
    UNKNOWN = "unknown", "不詳"


def date_as_known(date: datetime.date | None, precision: str) -> str:
    """2026-01-09, 2021-01 or 2021 in a spreadsheet: as far as it is known."""
    known = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7}.get(precision, 4)
    return date.isoformat()[:known] if date else ""


class PublicationQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=PublicationState.PUBLISHED)

    def visible_to(self, user):
        """Everybody sees what is published; the secretariat also sees drafts."""
        if user.is_authenticated and user.is_secretariat:
            return self
        return self.published()


class Publication(models.Model):
    """A page of the public site (公開物): draft or published, with who published it and when."""

    state = models.CharField("状態", max_length=10, choices=PublicationState, default=PublicationState.DRAFT)
    published_at = models.DateTimeField("公開日時", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="公開した人",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField("作成日時", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            # nobody's name is needed: seed data are loaded by the system, and people leave
            models.CheckConstraint(
                condition=models.Q(state=PublicationState.PUBLISHED, published_at__isnull=False)
                | models.Q(
                    state=PublicationState.DRAFT, published_at__isnull=True, published_by__isnull=True
                ),
                name="%(class)s_published_whole",
                violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
            )
        ]

    @property
    def is_published(self) -> bool:
        return self.state == PublicationState.PUBLISHED

    def files_changed(self) -> None:
        """The picture that is drawn for sharing it is older now than what it shows."""
        type(self)._base_manager.filter(pk=self.pk).update(changed_at=timezone.now())
