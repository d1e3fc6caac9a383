from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from common.japanese_calendar import as_date, is_working_day
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.steps.models import InquiryStep

NEWS = (InquiryStep.Kind.ANSWERED, InquiryStep.Kind.CORRECTED)


@dataclass
class Progress:
    """How far the answers of an inquiry are (回答の状況)."""

    asked: int
    unread: int
    read: int
    answered: int
    none: int
    late: int
    earlier: int
    gone: int  # owed by organisations that left, or went over into another

    @property
    def given(self) -> int:
        return self.answered + self.none

    @property
    def owed(self) -> int:
        return self.unread + self.read

    @property
    def awaited(self) -> int:
        return self.owed - self.gone

    @property
    def percent(self) -> int:
        """Of those asked, how many have answered; 100 only where all have."""
        return self.given * 100 // self.asked if self.asked else 0

    @property
    def parts(self) -> list[dict]:
        """The pieces of the bar, with the words of the table: state, number, where it begins, its width."""
        numbers = (
            (InquiryAnswer.State.ANSWERED, self.answered),
            (InquiryAnswer.State.NONE, self.none),
            (InquiryAnswer.State.READ, self.read),
        )
        parts, before = [], 0
        for state, number in (*numbers, (InquiryAnswer.State.UNREAD, self.unread)):
            of = self.asked or 1
            at, width = round(100 * before / of, 2), round(100 * number / of, 2)
            parts.append(
                {"state": state.value, "label": state.label, "number": number, "at": at, "width": width}
            )
            before += number
        return parts


def progress_of(inquiry) -> Progress:
    """One query."""
    state = {f"{name}": Count("pk", filter=Q(state=name)) for name in InquiryAnswer.State.values}
    owed = Q(state__in=[InquiryAnswer.State.UNREAD, InquiryAnswer.State.READ])
    left = Q(organization__withdrawn_on__isnull=False) | Q(organization__merged_into__isnull=False)
    return Progress(
        **inquiry.answers.aggregate(
            asked=Count("pk"),
            **state,
            late=Count("pk", filter=Q(answered_at__date__gt=inquiry.answer_due)),
            earlier=Count("pk", filter=Q(questions_version__lt=inquiry.questions_version)),
            gone=Count("pk", filter=owed & left),
        )
    )


def progress_due(now):
    """Open inquiries with an answer or correction since the asking side was told last, on a working day."""
    today = as_date(now)
    if not is_working_day(today):
        return Inquiry.objects.none()
    since = Coalesce(OuterRef("progress_told_at"), OuterRef("sent_at"))
    news = InquiryStep.objects.filter(inquiry=OuterRef("pk"), kind__in=NEWS, at__gt=since)
    rows = Inquiry.objects.filter(Exists(news), state=Inquiry.State.OPEN)
    return rows.exclude(progress_told_at__date__gte=today).order_by("pk")
