"""Files of events that a member hands in."""

from django.db import models
from django.urls import reverse

from events.events.models import Event
from events.open_data.calendar_reading import is_calendar, read_calendar
from events.open_data.event_sheet import EventSheet
from events.open_data.sheet_reading import read_events
from members.import_export.models import ANOTHER, BaseSheetImport, SheetImportQuerySet
from members.organizations.models import Organization


class EventImportQuerySet(SheetImportQuerySet):
    def visible_to(self, user):
        """Who brought it sees it, while they may write events; the secretariat also what others took in."""
        if user.is_authenticated and not user.is_secretariat:
            return self.filter(by=user)
        return super().visible_to(user)


class EventImport(BaseSheetImport):
    """A file of events (イベント一覧の取込み): compared first, then taken in as drafts."""

    # empty: the secretariat's
    organization = models.ForeignKey(
        Organization, verbose_name="団体", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    ALONE_WITH = ("organization",)
    kept_in = "変えた内容は、催しごとの「記録」に残っています。"
    code = models.CharField("カレンダーの団体コード", max_length=20, blank=True)
    left_out = models.JSONField("取り込まない予定", default=list, blank=True)

    objects = EventImportQuerySet.as_manager()

    class Meta(BaseSheetImport.Meta):
        verbose_name = verbose_name_plural = "イベント一覧の取込み"
        constraints = [
            *BaseSheetImport.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="eventimport_one_at_a_time",
                violation_error_message=ANOTHER,
            ),
        ]

    def get_absolute_url(self):
        return reverse("events:event-import-detail", args=[self.pk])

    def sheet(self):
        return EventSheet()

    def read(self, upload):
        if is_calendar(upload):
            table, self.left_out = read_calendar(upload, code=self.code)
            return table
        return read_events(upload)

    def waiting_events(self) -> models.QuerySet:
        """Those that came in with it and still wait for approval."""
        handed_in = {"submitted_by": self.by, "submitted_at__range": (self.created_at, self.done_at)}
        return Event.objects.waiting_for_approval().filter(**handed_in).exclude(open_data_number="")
