from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.db.models.functions import Concat

from common.compiled_queries.compiled import compiled
from correspondence.requests.queries import visible_request
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry


def answers_for(user, inquiry) -> QuerySet:
    """What the user sees, in the order of the table; of an asked organisation given answers and its own."""
    answers = InquiryAnswer.objects.visible_to(user).filter(inquiry=inquiry)
    named = answers.annotate(place=Concat(F("organization__prefecture"), F("organization__name")))
    return named.select_related("organization__local_government").in_order()


def inquiry_with_results(request, pk, rule):
    """The inquiry, 404 where they may not see it; 403 where `rule` keeps its results from them."""
    inquiry = visible_request(request, Inquiry, pk)
    if not rule(request.user, inquiry):
        raise PermissionDenied
    return inquiry


# what a row of the table shows, of nearly a hundred columns of answer, organisation and its code
ROW = (
    *("inquiry", "state", "answered_at", "organization_name", "remark", "questions_version"),
    *("relayed_via", "relayed_by"),
    *("organization__name", "organization__kind", "organization__prefecture"),
    "organization__local_government__code",
)


def rows_of(answers: QuerySet) -> QuerySet:
    return answers.only(*ROW)


@compiled
def all_answers(viewer, *, inquiry):
    return rows_of(answers_for(viewer, inquiry))


@compiled
def _unreached(*, inquiry):
    return InquiryAnswer.objects.filter(inquiry=inquiry).without_contact().values_list("pk", flat=True)


def without_contact_of(inquiry) -> set[int]:
    """Keys of the answers that are waited for in vain (連絡先なし)."""
    return set(_unreached(inquiry=inquiry.pk))


def neighbours(answers: QuerySet, pk: int) -> dict:
    """The answers before and behind it in the order and filter of the table; at most 2,000 keys."""
    keys = list(answers.values_list("pk", flat=True))
    if pk not in keys:
        return {"of": len(keys)}
    at = keys.index(pk)
    behind = keys[at + 1] if at + 1 < len(keys) else None
    return {"previous": keys[at - 1] if at else None, "next": behind, "at": at + 1, "of": len(keys)}
