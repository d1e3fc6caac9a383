from inquiries.answers.models import InquiryAnswer


def own_answer(user, inquiry) -> InquiryAnswer | None:
    """The answer of their organisation, None where it was not asked."""
    if not user.section_id:
        return None
    rows = inquiry.answers.select_related(
        "delegated_to__section",
        "delegated_section",
        "delegated_by",
        "drafted_by",
        "proposed_by",
        "organization__local_government",
    )
    answer = rows.filter(organization=user.section.organization_id).first()
    if answer:
        answer.inquiry = inquiry
    return answer
