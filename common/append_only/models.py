"""What was recorded is never overwritten: each correction is a new version of the record (docs/adr/0047)."""

import datetime

from django.db import models
from django.db.models import F, Q

from common.paired_fields import person_field


class Reason(models.TextChoices):
    NEW = "new", "新規"
    INFORMATION = "information", "新しい情報"
    TRANSCRIPTION = "transcription", "転記の訂正"
    WITHDRAWAL = "withdrawal", "取下げ"
    RESTORATION = "restoration", "取下げの取消し"


CORRECTIONS = [(reason.value, reason.label) for reason in (Reason.INFORMATION, Reason.TRANSCRIPTION)]


class VersionQuerySet(models.QuerySet):
    def withdrawn(self):
        """The current versions of records that do not stand any more."""
        return self.filter(superseded_at__isnull=True, reason=Reason.WITHDRAWAL)

    def as_recorded(self, moment: datetime.datetime | None = None):
        """What this site said at that moment; now without one. Withdrawn records have no version then."""
        if moment is None:
            said = self.filter(superseded_at__isnull=True)
        else:
            later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
            said = self.filter(later, recorded_at__lte=moment)
        return said.exclude(reason=Reason.WITHDRAWAL)


class Recorded(models.Model):
    """What stood from one moment until another; a trigger keeps its rows as they were written.

    It refuses any other UPDATE than setting `superseded_at` once, and any DELETE.
    """

    recorded_at = models.DateTimeField("記録した日時", editable=False)
    superseded_at = models.DateTimeField("次の版を記録した日時", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="%(class)s_superseded_later",
                violation_error_message="次の版の日時は、この版の日時より後にしてください。",
            ),
        ]


class Said(Recorded):
    """What was said from one moment until another, by whom and why it was said anew.

    A child lists in `COLUMNS` what is corrected, and has a constraint that of each thing one row is current.
    """

    COLUMNS: tuple[str, ...]

    recorded_by = person_field("記録した人", editable=False)  # None: loaded with the seed data
    reason = models.CharField("訂正の理由", max_length=13, choices=Reason, default=Reason.NEW, editable=False)
    words = models.CharField("訂正の説明", max_length=500, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason=Reason.NEW) | Q(words__regex=r"\S"),
                name="%(class)s_anew_with_reason",
                violation_error_message="訂正するときは、理由と説明を入力してください。",
            ),
        ]

    @property
    def is_withdrawn(self) -> bool:
        return self.reason == Reason.WITHDRAWAL

    @property
    def facts(self) -> dict:
        """{column: value} of what is corrected."""
        return {name: getattr(self, name) for name in self.COLUMNS}


class Version(Said):
    """One state of a record (版): from its recording until a later version superseded it.

    A child adds `record`, a foreign key named so with `related_name="versions"`.
    """

    number = models.PositiveIntegerField("版", default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["record", "number"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["record", "number"],
                name="%(class)s_number_once",
                violation_error_message="この版はもう記録されています。",
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(superseded_at__isnull=True),
                name="%(class)s_one_current",
                violation_error_message="いまの版は1つだけです。",
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason=Reason.NEW)
                | (Q(number__gt=1, words__regex=r"\S") & ~Q(reason=Reason.NEW)),
                name="%(class)s_corrected_with_reason",
                violation_error_message="訂正するときは、理由と説明を入力してください。",
            ),
        ]
