"""What of the approvals waits for a person, and how a draft was decided."""

from django.db.models import OuterRef, QuerySet, Subquery

from board.approvals.models import ApprovalStep
from board.topics.models import Topic
from board.topics.rules import works_for
from common.work_items import PendingKind, pending_rows
from members.users.models import User

Kind = ApprovalStep.Kind
KINDS = (
    PendingKind(
        "board.review",
        "承認を待つ投稿",
        "確かめて承認する",
        "board:topic-preview",
        "board:draft-list",
        state="承認待ち",
        numbered="掲示板",
        from_what="起案",
    ),
    PendingKind(
        "board.returned",
        "差し戻された投稿",
        "直す",
        "board:topic-edit",
        "board:draft-list",
        state="差戻し",
        tone="warning",
        numbered="掲示板",
        from_what="差戻し",
    ),
)


def pending(user, *, is_representative: bool) -> list[QuerySet]:
    """What was given back to their organisation; what waits for approval, for its representatives."""
    drafts = Topic.objects.drafts_of(user)
    found = [pending_rows(returned(drafts), "board.returned", title="title", since="last_step_at")]
    if is_representative:
        asked_by = "review_asked_by__name"
        found.append(
            pending_rows(
                drafts.awaiting_approval(),
                "board.review",
                title="title",
                who=asked_by,
                due="deadline",
                since="review_asked_at",
            )
        )
    return found


def with_last_step(drafts: QuerySet) -> QuerySet:
    """Adds `last_step`, `last_step_at` and `last_note`: how the approval of each draft stands."""
    steps = ApprovalStep.objects.filter(topic=OuterRef("pk")).order_by("-pk")
    return drafts.annotate(
        last_step=Subquery(steps.values("kind")[:1]),
        last_step_at=Subquery(steps.values("at")[:1]),
        last_note=Subquery(steps.values("note")[:1]),
    )


def returned(drafts: QuerySet) -> QuerySet:
    """Those that a representative gave back, until approval is asked for anew."""
    return with_last_step(drafts).filter(last_step=Kind.RETURNED)


def is_approved_on_request(topic: Topic) -> bool:
    """Whether somebody asked for the approval that the draft has; a representative's own needs none."""
    last = topic.approval_steps.last() if topic.approved_at else None
    return last is not None and last.kind == Kind.APPROVED


def author_when_published(topic: Topic, by: User) -> User:
    """Who asked for its approval, as long as they work there; else who publishes it."""
    if is_approved_on_request(topic):
        asked_by = topic.approval_steps.filter(kind=Kind.PROPOSED).last().by
        if asked_by.is_active and works_for(asked_by, topic.organization_id):
            return asked_by
    return by


def returned_reason(topic: Topic) -> str:
    """Why a draft was given back; "" where it was not, or was put before the representatives again."""
    last = topic.approval_steps.last() if topic.is_draft else None
    return last.note if last and last.kind == Kind.RETURNED else ""
