"""What of the requests waits for a person's side: an answer, a reply, a consent, a receipt, an approval."""

from django.db.models import Case, F, Q, QuerySet, Value, When

from common.work_items import PendingKind, RunningKind, pending_rows, running_rows
from members.organizations.queries import full_name_of
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.models import Delivery
from pamphlets.requests.models import OWED, PamphletRequest
from pamphlets.ward_questions.models import WardQuestion

MAX_RUNNING = 5
PAGE, LIST = "pamphlets:pamphlet-detail", "pamphlets:pamphlet-list"
Side, State = AnswerChange.Side, PamphletRequest.State


def _kind(name: str, label: str, verb: str, more: str, **words) -> PendingKind:
    return PendingKind(f"pamphlets.{name}", label, verb, PAGE, LIST, more=more, numbered="配布依頼", **words)


TO_ANSWER = ("区の回答を待つパンフレット配布依頼", "回答する", "#answer")
KINDS = (
    _kind("answer", *TO_ANSWER),
    _kind("own", *TO_ANSWER, state="あなたが担当"),
    _kind("held", *TO_ANSWER, state="担当者あり", tone="muted"),
    _kind(
        "question",
        "区からの問い合わせへの返事",
        "返事をする",
        "#questions",
        state="問い合わせ",
        from_what="受付",
    ),
    _kind(
        "change", "部数の変更の申出への返事", "返事をする", "#changes", state="部数の変更", from_what="受付"
    ),
    _kind(
        "delivery",
        "発送されたパンフレットの受領",
        "受領を記録する",
        "#delivery",
        state="発送済み",
        from_what="発送",
    ),
    PendingKind(
        "pamphlets.review",
        "承認を待つパンフレット配布依頼",
        "確かめて承認する",
        "pamphlets:pamphlet-confirm",
        "pamphlets:pamphlet-drafts",
        state="承認待ち",
        numbered="配布依頼",
    ),
    PendingKind(
        "pamphlets.returned",
        "差し戻されたパンフレット配布依頼",
        "直す",
        "pamphlets:pamphlet-edit",
        "pamphlets:pamphlet-drafts",
        state="差戻し",
        tone="warning",
        numbered="配布依頼",
    ),
)
RUNNING = (RunningKind("pamphlets.open", "配布依頼", PAGE, "{number}/{of}区が回答"),)


def pending(user, *, is_representative: bool) -> list[QuerySet]:
    """What their side may do now; the secretariat neither asks nor is asked."""
    if user.is_secretariat:
        return []
    if user.is_special_ward:
        return _of_ward(user)
    return _of_owner(user, is_representative)


def _of_ward(user) -> list[QuerySet]:
    own = user.organization
    answers = WardAnswer.objects.filter(organization=own, state__in=OWED, pamphlet__state=State.OPEN)
    mine = Q(delegated_to=user) | Q(delegated_section=user.section)
    somebody = Q(delegated_to__isnull=False) | Q(delegated_section__isnull=False)
    what = Case(
        When(mine, then=Value("pamphlets.own")),
        When(somebody, then=Value("pamphlets.held")),
        default=Value("pamphlets.answer"),
    )
    changes = AnswerChange.objects.open().filter(side=Side.OWNER, answer__organization=own)
    deliveries = Delivery.objects.filter(answer__organization=own, received_on=None)
    asker = full_name_of("pamphlet__organization__")
    asking = {
        "key": "answer__pamphlet",
        "title": "answer__pamphlet__title",
        "who": full_name_of("answer__pamphlet__organization__"),
    }
    return [
        pending_rows(
            answers,
            what,
            key="pamphlet",
            title="pamphlet__title",
            who=asker,
            due="pamphlet__answer_due",
        ),
        pending_rows(changes, "pamphlets.change", since="proposed_at", **asking),
        pending_rows(deliveries, "pamphlets.delivery", since="dispatched_at", **asking),
    ]


def _of_owner(user, is_representative: bool) -> list[QuerySet]:
    own = user.organization
    questions = WardQuestion.objects.filter(answer__pamphlet__organization=own, replied_at=None)
    questions = questions.exclude(answer__pamphlet__state=State.WITHDRAWN)
    changes = AnswerChange.objects.open().filter(side=Side.WARD, answer__pamphlet__organization=own)
    asked = {
        "key": "answer__pamphlet",
        "title": "answer__pamphlet__title",
        "part": "pk",
        "who": full_name_of("answer__organization__"),
    }
    drafts = PamphletRequest.objects.drafts_of(user)
    returned = drafts.filter(state=State.DRAFT).exclude(returned_reason="")
    found = [
        pending_rows(questions, "pamphlets.question", since="asked_at", **asked),
        pending_rows(changes, "pamphlets.change", since="proposed_at", **asked),
        pending_rows(returned, "pamphlets.returned", title="title"),
    ]
    if is_representative:
        review = drafts.filter(state=State.REVIEW)
        asked_by = "review_asked_by__name"
        found.append(pending_rows(review, "pamphlets.review", title="title", who=asked_by, due="answer_due"))
    return found


def running(user) -> list[QuerySet]:
    """What their organisation asks of the wards, the nearest due date first."""
    own = PamphletRequest.objects.filter(organization=user.organization, state=State.OPEN)
    own = own.for_rows().select_related(None).order_by("answer_due", "pk")
    given = F("asked") - F("silent")
    rows = running_rows(own, "pamphlets.open", title="title", number=given, of="asked", due="answer_due")
    return [rows[:MAX_RUNNING]]
