from common.compiled_queries.compiled import compiled
from inquiries.answers.models import InquiryAnswer
from inquiries.steps.models import InquiryStep

Kind = InquiryStep.Kind


def own_answer(user, inquiry) -> InquiryAnswer | None:
    """The answer of their organisation, None where it was not asked."""
    if not user.section_id:
        return None
    answer = _answer_of.first(inquiry=inquiry.pk, organization=user.section.organization_id)
    if answer:
        answer.inquiry = inquiry
    return answer


@compiled
def _answer_of(*, inquiry, organization):
    rows = InquiryAnswer.objects.filter(inquiry=inquiry, organization=organization)
    return rows.select_related(
        "delegated_to__section",
        "delegated_section",
        "delegated_by",
        "organization__local_government",
    )


def returned_step(answer) -> InquiryStep | None:
    """The representative's note to a draft, until the answer was given or their word asked for anew."""
    decided = answer.steps.filter(kind__in=(Kind.PROPOSED, Kind.RETURNED, Kind.ANSWERED))
    last = decided.order_by("-pk").first() if answer.is_owed else None
    return last if last and last.kind == Kind.RETURNED else None
