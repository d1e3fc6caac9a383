"""What the search finds of an inquiry (照会), and who finds it."""

from django.utils import timezone

from inquiries.models import Inquiry
from office import file_texts, index

BROAD = {Inquiry.Reach.MEMBERS: index.MEMBERS, Inquiry.Reach.WARDS: index.WARDS}


def describe_inquiry(inquiry: Inquiry) -> index.Text | None:
    """Found by the asking and the asked ones and the secretariat; drafts and withdrawn ones by nobody."""
    if inquiry.is_draft or inquiry.is_withdrawn:
        return None
    names = [inquiry.number_name, inquiry.organization.full_name, inquiry.earlier_name]
    questions = inquiry.questions.current().values_list("label", "help_text")
    return index.Text(
        kind="照会",
        title=inquiry.title,
        body="\n".join([*filter(None, names), inquiry.description]),
        parts=[index.Part("質問", "\n".join(text for pair in questions for text in pair if text))],
        files=file_texts.texts_of(inquiry),
        place="趣旨・内容",
        url=inquiry.get_absolute_url(),
        date=timezone.localdate(inquiry.sent_at),
        audiences=_audiences(inquiry),
    )


def _audiences(inquiry) -> list[str]:
    """One word for all members or all wards instead of 1,788 keys; those that were added later by name."""
    answers, keys = inquiry.answers.all(), [index.SECRETARIAT]
    if inquiry.reach in BROAD:
        keys.append(BROAD[inquiry.reach])
        answers = answers.filter(added_at__isnull=False)
    organizations = answers.order_by("organization").values_list("organization", flat=True)
    return keys + [f"organization:{pk}" for pk in (inquiry.organization_id, *organizations)]


def register() -> None:
    index.register(Inquiry, describe_inquiry)
