"""What of the inquiries waits for a person, and what their organisation has running."""

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, F, Q, QuerySet, Value, When

from common.work_items import PendingKind, RunningKind, pending_rows, running_rows
from inquiries.answers.models import OWED, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from members.organizations.queries import full_name_of

MAX_RUNNING = 5
ANSWER_PAGE, LIST = "inquiries:inquiry-answer", "inquiries:inquiry-list"


def _to_answer(name: str, query: str = "?own=owed", **words) -> PendingKind:
    known = {"label": "回答を待つ照会", "verb": "回答する", "numbered": "照会"} | words
    return PendingKind(f"inquiries.{name}", page=ANSWER_PAGE, list_page=LIST, list_query=query, **known)


KINDS = (
    _to_answer("answer"),
    _to_answer("own", "?own=mine", label="あなたが担当の照会", state="あなたが担当"),
    _to_answer("held", state="担当者あり", tone="muted"),
    _to_answer(
        "changed",
        "?own=changed",
        label="回答のあとに質問が変わった照会",
        verb="回答を見直す",
        state="質問の変更",
        tone="warning",
    ),
    _to_answer(
        "proposed", label="代表担当者の確認を待つ照会の回答", verb="確かめて回答する", state="回答の案"
    ),
    PendingKind(
        "inquiries.review",
        "承認を待つ照会",
        "確かめて承認する",
        "inquiries:inquiry-confirm",
        "inquiries:inquiry-drafts",
        state="承認待ち",
        numbered="照会",
    ),
    PendingKind(
        "inquiries.returned",
        "差し戻された照会",
        "直す",
        "inquiries:inquiry-edit",
        "inquiries:inquiry-drafts",
        state="差戻し",
        tone="warning",
        numbered="照会",
    ),
)
RUNNING = (RunningKind("inquiries.open", "照会", "inquiries:inquiry-detail", "{number}/{of}団体が回答"),)


def waiting_answers(user) -> QuerySet:
    """Open answers that their organisation owes, or whose questions were changed after it had answered."""
    changed = Q(questions_version__lt=F("inquiry__questions_version"))
    return InquiryAnswer.objects.filter(
        Q(state__in=OWED) | changed,
        organization=user.section.organization_id,
        inquiry__state=Inquiry.State.OPEN,
    )


def pending(user, *, is_representative: bool) -> list[QuerySet]:
    """What they may answer, and as a representative approve; one who put their draft before them waits."""
    only_they = Q(inquiry__needs_representative=True)
    answers = waiting_answers(user)
    if not is_representative:
        is_done = Q(proposed_at__isnull=False) | ~Q(state__in=OWED)
        answers = answers.exclude(only_they & is_done)
    found = [
        pending_rows(
            answers,
            _kind_of_answer(user, only_they),
            key="inquiry",
            title="inquiry__title",
            who=full_name_of("inquiry__organization__"),
            due="inquiry__answer_due",
        )
    ]
    if not Inquiry.may_ask(user):
        return found
    drafts = Inquiry.objects.drafts_of(user)
    returned = drafts.filter(state=Inquiry.State.DRAFT).exclude(returned_reason="")
    found.append(pending_rows(returned, "inquiries.returned", title="title"))
    if is_representative:
        review, asked_by = drafts.filter(state=Inquiry.State.REVIEW), "review_asked_by__name"
        found.append(pending_rows(review, "inquiries.review", title="title", who=asked_by, due="answer_due"))
    return found


def _kind_of_answer(user, only_they: Q) -> Case:
    mine = Q(delegated_to=user) | Q(delegated_section=user.section)
    somebody = Q(delegated_to__isnull=False) | Q(delegated_section__isnull=False)
    kinds = (
        (_truth(~Q(state__in=OWED)), "changed"),
        (only_they & Q(proposed_at__isnull=False), "proposed"),
        (mine, "own"),
        (somebody, "held"),
    )
    whens = [When(condition, then=Value(f"inquiries.{name}")) for condition, name in kinds]
    return Case(*whens, default=Value("inquiries.answer"))


def _truth(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def running(user) -> list[QuerySet]:
    """What their organisation asks, the nearest due date first."""
    own = Inquiry.objects.filter(organization=user.organization, state=Inquiry.State.OPEN)
    own = own.order_by("answer_due", "pk").annotate(
        asked=Count("answers"), given=Count("answers", filter=~Q(answers__state__in=OWED))
    )
    rows = running_rows(own, "inquiries.open", title="title", number="given", of="asked", due="answer_due")
    return [rows[:MAX_RUNNING]]
