"""Constraints of events, and the columns that the database computes."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import ExtractYear

from common.paired_fields import both_or_neither, filled_when
from common.publication.models import DatePrecision

# The fiscal year begins in April. A date known to the year only belongs to two of them, so to none.
FISCAL_YEAR = Case(
    When(date_precision__in=[DatePrecision.YEAR, DatePrecision.UNKNOWN], then=Value(None)),
    When(starts_on__month__lt=4, then=ExtractYear("starts_on") - Value(1)),
    default=ExtractYear("starts_on"),
    output_field=models.SmallIntegerField(null=True),
)


def _end_of(period: str) -> models.Func:
    template = f"(%(expressions)s + interval '1 {period}' - interval '1 day')::date"
    return models.Func("starts_on", template=template, output_field=models.DateField())


LAST_DAY = Case(
    When(ends_on__isnull=False, then=F("ends_on")),
    When(date_precision=DatePrecision.MONTH, then=_end_of("month")),
    When(date_precision__in=[DatePrecision.YEAR, DatePrecision.FISCAL_YEAR], then=_end_of("year")),
    default=F("starts_on"),
    output_field=models.DateField(null=True),
)

# A period is stored by its first day, so that sorting and the fiscal year stay right.
FIRST_OF_PERIOD = (
    Q(date_precision__in=[DatePrecision.DAY, DatePrecision.UNKNOWN])
    | Q(date_precision=DatePrecision.MONTH, starts_on__day=1)
    | Q(date_precision=DatePrecision.YEAR, starts_on__month=1, starts_on__day=1)
    | Q(date_precision=DatePrecision.FISCAL_YEAR, starts_on__month=4, starts_on__day=1)
)

CONSTRAINTS = [
    models.UniqueConstraint(
        fields=["fact_key"],
        condition=~Q(fact_key=""),
        name="event_fact_key",
        violation_error_message="同じ出典データのイベントがあります。",
    ),
    both_or_neither(
        texts=["open_data_code", "open_data_number"],
        message="オープンデータの団体コードと番号は、両方を入力するか、両方を空欄にしてください。",
    ),
    models.UniqueConstraint(
        fields=["open_data_code", "open_data_number"],
        condition=~Q(open_data_number=""),
        name="event_open_data_key",
        violation_error_message="同じ団体コードと番号のイベントがあります。",
    ),
    filled_when(
        ~Q(date_precision=DatePrecision.UNKNOWN),
        "starts_on",
        message="開始日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
    ),
    models.CheckConstraint(
        condition=FIRST_OF_PERIOD,
        name="event_first_of_period",
        violation_error_message="月まで分かるときはその月の1日、年までは1月1日、年度までは4月1日を入力してください。",
    ),
    models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(date_precision=DatePrecision.DAY, ends_on__gte=F("starts_on")),
        name="event_ends_after_start",
        violation_error_message="終了日は開始日以後にしてください。終了日は、日まで分かるときだけ入力できます。",
    ),
    models.CheckConstraint(
        condition=Q(starts_at__isnull=True, ends_at__isnull=True)
        | Q(starts_at__isnull=False, date_precision=DatePrecision.DAY),
        name="event_time_on_a_day",
        violation_error_message="時刻は、開始日が日まで分かるときだけ入力できます。終了時刻だけの入力はできません。",
    ),
    both_or_neither("submitted_at", "submitted_by", message="提出した日時と人は、両方を記録してください。"),
    both_or_neither("publish_at", "publish_by", message="公開予定の日時と、予約した人の両方が必要です。"),
    models.CheckConstraint(
        condition=Q(state="draft") | Q(submitted_at__isnull=True, publish_at__isnull=True),
        name="event_waits_only_as_draft",
        violation_error_message="公開したイベントに、提出や公開予定の日時は付けられません。",
    ),
    models.CheckConstraint(
        condition=Q(ends_at__isnull=True)
        | Q(ends_at__gt=F("starts_at"))
        | Q(ends_on__isnull=False, ends_on__gt=F("starts_on")),
        name="event_ends_at_after_start",
        violation_error_message="終了時刻は、開始時刻より後にしてください。",
    ),
    models.CheckConstraint(
        condition=Q(former_starts_on__isnull=False, holding="rescheduled")
        | Q(former_starts_on__isnull=True, former_ends_on__isnull=True) & ~Q(holding="rescheduled"),
        name="event_former_day_when_rescheduled",
        violation_error_message="日程変更のときは、変更前の開始日を入力してください。ほかのときは空欄にします。",
    ),
    models.CheckConstraint(
        condition=Q(former_ends_on__isnull=True) | Q(former_ends_on__gte=F("former_starts_on")),
        name="event_former_days_in_order",
        violation_error_message="変更前の終了日は、変更前の開始日以後にしてください。",
    ),
]
