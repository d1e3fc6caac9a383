"""What other pages show of the inquiries."""

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from inquiries.answers.models import OWED, InquiryAnswer
from inquiries.inquiries.models import Inquiry


def waiting_answers(user) -> QuerySet:
    """Open answers that their organisation owes, or whose questions were changed after it had answered.

    Each has `is_mine`: whether it is owed and they were asked to write it; and `is_changed`.
    """
    changed = Q(questions_version__lt=F("inquiry__questions_version"))
    rows = InquiryAnswer.objects.filter(
        Q(state__in=OWED) | changed,
        organization=user.section.organization_id,
        inquiry__state=Inquiry.State.OPEN,
    )
    return rows.annotate(
        is_changed=_truth(Q(questions_version__isnull=False)),
        is_mine=_truth((Q(delegated_to=user) | Q(delegated_section=user.section)) & Q(state__in=OWED)),
    )


def inquiries_in_review(user) -> QuerySet:
    """Those of their organisation that wait for a representative's approval."""
    return Inquiry.objects.drafts_of(user).filter(state=Inquiry.State.REVIEW)


def _truth(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())
