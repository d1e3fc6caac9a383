from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from common.labels import verb_label


class AuditEntry(models.Model):
    """One line of the audit log (記録簿): who did what, when, to what. Kept when its object is gone."""

    at = models.DateTimeField("日時", default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="操作者",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField("操作者名（当時）", max_length=200, blank=True)
    verb = models.CharField("操作", max_length=80, db_index=True, help_text="例：board.topic_published")
    object_type = models.ForeignKey(
        ContentType,
        verbose_name="対象の種類",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    object_id = models.CharField("対象番号", max_length=40, blank=True)
    object_name = models.CharField("対象（当時の名称）", max_length=200, blank=True)
    facts = models.JSONField("内容", default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "記録簿"
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "-id"], name="entry_object")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_name}"

    @property
    def verb_label(self) -> str:
        return verb_label(self.verb)
