"""Files of events that a member hands in."""

from django.db import models
from django.urls import reverse

from events.events.models import Event
from events.open_data.event_sheet import EventSheet
from members.import_export.models import BaseSheetImport
from members.organizations.models import Organization


class EventImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who brought it sees it, while they may write events; the secretariat also what others took in."""
        if not user.is_authenticated:
            return self.none()
        if user.is_secretariat:
            return self.filter(models.Q(done_at__isnull=False) | models.Q(by=user))
        return self.filter(by=user)

    def waiting(self):
        return self.filter(done_at__isnull=True)


class EventImport(BaseSheetImport):
    """A file of events (イベント一覧の取込み): compared first, then taken in as drafts."""

    # empty: the secretariat's
    organization = models.ForeignKey(
        Organization, verbose_name="団体", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    left_out = models.JSONField("取り込まない予定", default=list, blank=True)

    objects = EventImportQuerySet.as_manager()

    class Meta(BaseSheetImport.Meta):
        verbose_name = verbose_name_plural = "イベント一覧の取込み"

    def get_absolute_url(self):
        return reverse("events:event-import-detail", args=[self.pk])

    def sheet(self):
        return EventSheet()

    def waiting_events(self) -> models.QuerySet:
        """Those that came in with it and still wait for approval."""
        handed_in = {"submitted_by": self.by, "submitted_at__range": (self.created_at, self.done_at)}
        return Event.objects.waiting_for_approval().filter(**handed_in).exclude(open_data_number="")
