"""The picture that stands for an event where its address is shared."""

from django.db import models
from django.utils import timezone

from common.attachments.models import StoredFile
from events.events.models import Event


class EventCardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cards of published events, for everybody: a draft has none to show."""
        return self.filter(event__in=Event.objects.published())


class EventCard(models.Model):
    """The picture of a published event for social media (共有用の画像), made by the worker."""

    event = models.OneToOneField(
        Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="card"
    )
    file = models.OneToOneField(
        StoredFile, verbose_name="画像", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shows = models.CharField(
        "内容の要約値", max_length=64, help_text="題・日付・会場・写真が変わると変わります。"
    )
    made_at = models.DateTimeField("作成日時", default=timezone.now)

    objects = EventCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共有用の画像"

    def __str__(self):
        return f"{self.event}の画像"
