"""What of the requests waits for a person's side: an answer, a reply, a consent, a receipt, an approval."""

from django.db.models import F, Q, Value
from django.urls import reverse

from common.compiled_queries.compiled import compiled
from members.access.viewers import viewer_of
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.models import Delivery
from pamphlets.requests.models import OWED, PamphletRequest
from pamphlets.ward_questions.models import WardQuestion

ANSWERS = "answers"
REVIEW = "review"
LABELS = {  # what is no key of LISTS leads to the oldest request's page
    ANSWERS: "区の回答を待つパンフレット配布依頼",
    "questions": "区からの問い合わせへの返事",
    "changes": "部数の変更の申出への返事",
    "delivery": "発送されたパンフレットの受領",
    REVIEW: "承認を待つパンフレット配布依頼",
}
LISTS = {ANSWERS: "pamphlets:pamphlet-list", REVIEW: "pamphlets:pamphlet-drafts"}
Side, State = AnswerChange.Side, PamphletRequest.State


def pending_items_of(user) -> list[tuple[str, int, str]]:
    """(label, how many, where it is done) with one query; nothing for a reader (閲覧)."""
    found: dict[str, list[int]] = {}
    if (
        user.is_member and user.acts_for_section and not user.is_secretariat
    ):  # which neither asks nor is asked
        approves = user.is_representative and PamphletRequest.may_ask(user)
        for what, pamphlet in _rows(viewer_of(user), approves):
            found.setdefault(what, []).append(pamphlet)
    return [
        (label, len(found[what]), _url(what, found[what])) for what, label in LABELS.items() if what in found
    ]


def _url(what, keys) -> str:
    if what in LISTS:
        return reverse(LISTS[what])
    return reverse("pamphlets:pamphlet-detail", args=[min(keys)]) + f"#{what}"


@compiled
def _rows(viewer, approves: bool):
    own = viewer.organization
    answers = WardAnswer.objects.filter(organization=own, state__in=OWED, pamphlet__state=State.OPEN)
    questions = WardQuestion.objects.filter(answer__pamphlet__organization=own, replied_at=None)
    of_wards = Q(side=Side.WARD, answer__pamphlet__organization=own)
    changes = AnswerChange.objects.open().filter(of_wards | Q(side=Side.OWNER, answer__organization=own))
    deliveries = Delivery.objects.filter(answer__organization=own, received_on=None)
    rows = [
        answers.values_list(Value(ANSWERS), F("pamphlet")),
        questions.exclude(answer__pamphlet__state=State.WITHDRAWN).values_list(
            Value("questions"), F("answer__pamphlet")
        ),
        changes.values_list(Value("changes"), F("answer__pamphlet")),
        deliveries.values_list(Value("delivery"), F("answer__pamphlet")),
    ]
    if approves:
        review = PamphletRequest.objects.drafts_of(viewer).filter(state=State.REVIEW)
        rows.append(review.values_list(Value(REVIEW), F("pk")))
    first, *others = [each.order_by() for each in rows]
    return first.union(*others, all=True)
