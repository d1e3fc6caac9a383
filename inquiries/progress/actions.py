"""The asking section hears how far the answers are (回答の状況): once a day, and when the last one came."""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from common import japanese_calendar
from correspondence.requests.actions import lock
from inquiries.inquiries.models import Inquiry
from inquiries.progress.emails import InquiryProgress
from inquiries.steps.models import InquiryStep

NEWS = (InquiryStep.Kind.ANSWERED, InquiryStep.Kind.CORRECTED)


def notify_progress() -> int:
    """What the clock does: tell of what is new since the last mail; returns of how many inquiries it told."""
    today = japanese_calendar.today()
    if not japanese_calendar.is_working_day(today):
        return 0
    since = Coalesce(OuterRef("progress_told_at"), OuterRef("sent_at"))
    news = InquiryStep.objects.filter(inquiry=OuterRef("pk"), kind__in=NEWS, at__gt=since)
    rows = Inquiry.objects.filter(Exists(news), state=Inquiry.State.OPEN)
    rows = rows.exclude(progress_told_at__date__gte=today)
    return sum(_notify(pk, today) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _notify(pk, today) -> int:
    inquiry = lock(Inquiry, pk)
    told = inquiry.progress_told_at
    if not inquiry.is_open or (told and japanese_calendar.as_date(told) >= today):
        return 0
    since = told or inquiry.sent_at
    steps = inquiry.steps.filter(at__gt=since)
    news = steps.aggregate(
        new=Count("answer", distinct=True, filter=Q(kind=InquiryStep.Kind.ANSWERED)),
        corrected=Count("answer", distinct=True, filter=Q(kind=InquiryStep.Kind.CORRECTED)),
    )
    if not inquiry.answers.awaited().exists():  # the mail of the last answer says so
        news["new"] = 0
    if not any(news.values()):
        return 0
    InquiryProgress(inquiry, since=since.isoformat(), **news).write()
    inquiry.progress_told_at = timezone.now()
    inquiry.save(update_fields=["progress_told_at"])
    return 1
