"""What is told of an event afterwards, on its own page."""

from django.db import models
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field
from events.events.models import Event


class EventReportQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False, event__in=Event.objects.published())

    def visible_to(self, user):
        """Published ones of published events; the others for those who write them."""
        if not user.is_authenticated or not user.section_id:
            return self.published()
        if user.is_secretariat:
            return self
        shown = models.Q(pk__in=self.model.objects.published().values("pk"))
        if not user.is_member or not user.acts_for_section:
            return self.filter(shown)
        return self.filter(shown | models.Q(event__owner=user.section.organization_id))


class EventReport(models.Model):
    """What an event was like (開催報告), with pictures and documents as its attachments."""

    event = models.OneToOneField(
        Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="report"
    )
    body = models.TextField("開催の様子", max_length=20000, blank=True)
    published_at = models.DateTimeField("公開日時", null=True, blank=True, editable=False)
    published_by = person_field("公開した人", editable=False)
    created_at = models.DateTimeField("作成日時", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    objects = EventReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "開催報告"
        constraints = [
            both_or_neither(
                "published_at", "published_by", message="公開するときは、公開日時と公開した人が必要です。"
            )
        ]

    def __str__(self):
        return f"{self.event}の開催報告"

    def get_absolute_url(self):
        return f"{self.event.get_absolute_url()}#report"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
