"""What other pages show of the inquiries."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from inquiries.models import Inquiry, InquiryAnswer


def owed_by(user) -> QuerySet:
    """Open answers that his organisation owes, each with `is_mine`: whether he was asked to write it."""
    rows = InquiryAnswer.objects.owed().filter(
        organization=user.section.organization_id, inquiry__state=Inquiry.State.OPEN
    )
    return rows.annotate(is_mine=ExpressionWrapper(Q(delegated_to=user), output_field=BooleanField()))
