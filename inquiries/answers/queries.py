from inquiries.answers.models import InquiryAnswer
from inquiries.steps.models import InquiryStep

Kind = InquiryStep.Kind


def own_answer(user, inquiry) -> InquiryAnswer | None:
    """The answer of their organisation, None where it was not asked."""
    if not user.section_id:
        return None
    rows = inquiry.answers.select_related(
        "delegated_to__section",
        "delegated_section",
        "delegated_by",
        "organization__local_government",
    )
    answer = rows.filter(organization=user.section.organization_id).first()
    if answer:
        answer.inquiry = inquiry
    return answer


def returned_step(answer) -> InquiryStep | None:
    """The representative's note to a draft, until the answer was given or their word asked for anew."""
    decided = answer.steps.filter(kind__in=(Kind.PROPOSED, Kind.RETURNED, Kind.ANSWERED))
    last = decided.order_by("-pk").first() if answer.is_owed else None
    return last if last and last.kind == Kind.RETURNED else None
