from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from common import text
from inquiries.answers.models import OWED, AnswerValue, InquiryAnswer
from inquiries.results.queries import answers_for
from members.local_governments import prefectures
from members.organizations.queries import named

MAX_QUERY = 100

LATE, OWING, EARLIER = "late", "owed", "earlier"
STATES = {
    OWING: "未回答（未読・既読）",
    **dict(InquiryAnswer.State.choices),
    LATE: "期限後の回答",
    EARLIER: "変更前の質問への回答",
}


class ResultFilter:
    """What the table is narrowed to, as it was asked for; what cannot be asked for is left out."""

    def __init__(self, query: QueryDict):
        self.q = text.one_line(query.get("q", "")[:MAX_QUERY])
        self.state = query.get("state", "") if query.get("state") in STATES else ""
        self.prefecture = query.get("prefecture", "") if query.get("prefecture") in prefectures.NAMES else ""

    def apply(self, answers: QuerySet, inquiry) -> QuerySet:
        answers = answers.awaited() if self.state == OWING else answers.filter(self._in_state(inquiry))
        if self.prefecture:
            answers = answers.filter(organization__prefecture=self.prefecture)
        return answers.filter(self._holding()) if self.q else answers

    def _in_state(self, inquiry) -> Q:
        match self.state:
            case "":
                return Q()
            case "late":
                return Q(answered_at__date__gt=inquiry.answer_due)
            case "earlier":
                return Q(questions_version__lt=inquiry.questions_version)
        return Q(state=self.state)

    def _holding(self) -> Q:
        """The words in a name, a reading, a code, or in what was answered; never in what is only drafted."""
        words = self.q
        bearing = Q(place__icontains=words) | Q(organization_name__icontains=words)
        bearing |= named(words, to="organization__")
        values = AnswerValue.objects.filter(answer=OuterRef("pk"))
        values = values.alias(cells=Cast("rows", TextField()))
        said = Exists(
            values.filter(Q(text__icontains=words) | Q(chosen__contains=[words]) | Q(cells__icontains=words))
        )
        return bearing | (~Q(state__in=OWED) & (Q(remark__icontains=words) | Q(said)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.state or self.prefecture)

    @property
    def query(self) -> str:
        """`?…` for links that keep the filter; "" where nothing is narrowed."""
        asked = QueryDict(mutable=True)
        asked.update({name: value for name, value in vars(self).items() if value})
        return f"?{asked.urlencode()}" if asked else ""

    @property
    def states(self):
        return STATES.items()

    @property
    def prefectures(self):
        return prefectures.NAMES


def narrowed_answers(user, inquiry, query: str) -> QuerySet:
    """Those that the filter of this query string leaves."""
    return ResultFilter(QueryDict(query.removeprefix("?"))).apply(answers_for(user, inquiry), inquiry)
