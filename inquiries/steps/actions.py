from inquiries.steps.models import InquiryStep


def record_step(inquiry, by, kind, *, answer=None, note="", changes=None) -> InquiryStep:
    """A line in the history, with the names of the day; `by` None is the clock."""
    return InquiryStep.objects.create(
        inquiry=inquiry, answer=answer, kind=kind, note=note, changes=changes or {}, by=by,
        by_name=by.name if by else "", section_name=by.section.name if by and by.section else "",
    )  # fmt: skip
