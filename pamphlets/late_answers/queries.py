from common import japanese_calendar
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import OWED, PamphletRequest


def late_answers():
    """Owed answers of open requests whose due date is over, the longest overdue first."""
    late = WardAnswer.objects.filter(
        state__in=OWED,
        pamphlet__state=PamphletRequest.State.OPEN,
        pamphlet__answer_due__lt=japanese_calendar.today(),
    )
    return late.select_related(
        "organization__local_government", "pamphlet__organization__local_government", "delegated_section"
    ).order_by("pamphlet__answer_due", "pamphlet", "organization__local_government__code")
