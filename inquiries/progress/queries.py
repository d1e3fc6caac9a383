from dataclasses import dataclass, fields

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from common.compiled_queries.compiled import compiled
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
    numbers = _numbers.first(inquiry=inquiry.pk)
    return Progress(**numbers) if numbers else Progress(*[0] * len(fields(Progress)))


@compiled
def _numbers(*, inquiry):
    state = {f"{name}": Count("pk", filter=Q(state=name)) for name in InquiryAnswer.State.values}
    owed = Q(state__in=[InquiryAnswer.State.UNREAD, InquiryAnswer.State.READ])
    left = Q(organization__withdrawn_on__isnull=False) | Q(organization__merged_into__isnull=False)
    earlier = Q(questions_version__lt=F("inquiry__questions_version"))
    rows = InquiryAnswer.objects.filter(inquiry=inquiry).order_by().values("inquiry")
    rows = rows.annotate(
        asked=Count("pk"),
        **state,
        late=Count("pk", filter=Q(answered_at__date__gt=F("inquiry__answer_due"))),
        earlier=Count("pk", filter=earlier),
        gone=Count("pk", filter=owed & left),
    )
    return rows.values(*(each.name for each in fields(Progress)))


def progress_due(now):
    """Open inquiries with an answer or correction since the asking side was told last, on a working day."""
    today = as_date(now)
    if not is_working_day(today):
        return Inquiry.objects.none()
    since = Coalesce(OuterRef("progress_told_at"), OuterRef("sent_at"))
    news = InquiryStep.objects.filter(inquiry=OuterRef("pk"), kind__in=NEWS, at__gt=since)
    rows = Inquiry.objects.filter(Exists(news), state=Inquiry.State.OPEN)
    return rows.exclude(progress_told_at__date__gte=today).order_by("pk")
