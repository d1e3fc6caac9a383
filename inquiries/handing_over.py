"""What of the inquiries passes to a successor: the answers that his colleagues gave him to write.

Inquiries, drafts and answers belong to the organisation and need not move.
"""

from inquiries.models import Inquiry, InquiryAnswer
from office import register


def carry(*, leaving, successor, is_new: bool) -> None:
    """Open delegations go on with the successor; the day on which they were given stays."""
    rows = InquiryAnswer.objects.owed().filter(
        delegated_to=leaving, organization=successor.organization, inquiry__state=Inquiry.State.OPEN
    )
    passed = list(rows.select_related("inquiry").select_for_update(of=("self",), no_key=True).order_by("pk"))
    InquiryAnswer.objects.filter(pk__in=[row.pk for row in passed]).update(delegated_to=successor)
    changes = {"回答の担当": [leaving.name, successor.name]}
    facts = [(row.inquiry, {"changes": changes}) for row in passed]
    register.record_many(by=None, verb="inquiries.answer_passed", rows=facts)
