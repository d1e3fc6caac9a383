"""The whole board as files, for the secretariat."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.prepared_files.models import PreparedFile, PreparedFileQuerySet


class ArchiveQuerySet(PreparedFileQuerySet):
    def visible_to(self, user):
        """The secretariat's; so is its file."""
        return self if user.is_authenticated and user.is_secretariat else self.none()


class Archive(PreparedFile):
    """A copy of the whole board that opens without the portal (掲示板の保存用一式)."""

    VERB, WHOM_TO_ASK = "board.archive", "システムの管理者"
    LONGEST = datetime.timedelta(hours=6)

    with_hidden = models.BooleanField("非表示を含める", default=False)
    with_talks = models.BooleanField("相談を含める", default=False)
    replies_done = models.PositiveIntegerField("書き出した返信", default=0)
    files_done = models.PositiveIntegerField("書き出した添付ファイル", default=0)

    objects = ArchiveQuerySet.as_manager()

    class Meta(PreparedFile.Meta):
        verbose_name = verbose_name_plural = "掲示板の保存用一式"
        constraints = [
            *PreparedFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="archive_one_at_a_time",
                violation_error_message="作成中のものがあります。終わってから、次を作成してください。",
            ),
        ]

    def __str__(self):
        return f"掲示板の保存用一式 {self.pk}"

    def get_absolute_url(self):
        return reverse("board:archive-list")
