"""The asking section hears how far the answers are (回答の状況): once a day, and when the last one came."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from common import japanese_calendar
from correspondence.requests.actions import lock
from inquiries.inquiries.models import Inquiry
from inquiries.progress.emails import InquiryProgress
from inquiries.steps.models import InquiryStep


@transaction.atomic
def notify_progress(inquiry) -> int:
    """Tell the asking side of what is new since the last mail; 0 where nothing is."""
    inquiry = lock(Inquiry, inquiry.pk)
    told, today = inquiry.progress_told_at, japanese_calendar.today()
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
