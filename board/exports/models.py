from django.db import models
from django.db.models import Q
from django.urls import reverse

from board.topics.models import Topic
from common.prepared_files.models import PreparedFile, PreparedFileQuerySet


class TopicExportQuerySet(PreparedFileQuerySet):
    def visible_to(self, user):
        """Whoever requested it, while they are a member and see the topic; so is its file."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        seen = Q(topic__isnull=True) | Q(topic__in=Topic.objects.visible_to(user).values("pk"))
        return self.filter(seen, requested_by=user)


class TopicExport(PreparedFile):
    """A long list of topics as a sheet, or a large topic as a ZIP (投稿の書き出し), for who requested it."""

    VERB = "board.topic_export"

    topic = models.ForeignKey(
        Topic, verbose_name="投稿", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    query = models.CharField("一覧の条件", max_length=3000, blank=True)

    objects = TopicExportQuerySet.as_manager()

    class Meta(PreparedFile.Meta):
        verbose_name = verbose_name_plural = "投稿の書き出し"
        constraints = [
            *PreparedFile.Meta.constraints,
            models.CheckConstraint(
                condition=Q(topic__isnull=True) | Q(query=""),
                name="topicexport_list_or_topic",
                violation_error_message="一覧か投稿のどちらかを書き出します。",
            ),
            models.UniqueConstraint(
                fields=["requested_by"],
                condition=Q(finished_at__isnull=True),
                name="topicexport_one_at_a_time",
                violation_error_message="作成中の書き出しがあります。できてから、次を作成してください。",
            ),
        ]

    def __str__(self):
        return f"第{self.topic_id}号のZIP" if self.topic_id else "掲示板の投稿の一覧（XLSX）"

    def get_absolute_url(self):
        return reverse("board:topic-export-detail", args=[self.pk])
