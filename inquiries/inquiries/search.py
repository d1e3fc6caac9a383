"""What the search finds of an inquiry (照会)."""

from common.search import parts, registry
from correspondence.requests.search import describe
from inquiries.inquiries.models import Inquiry


def describe_inquiry(inquiry: Inquiry) -> registry.SearchText | None:
    questions = inquiry.questions.current().values_list("label", "help_text")
    words = "\n".join(text for pair in questions for text in pair if text)
    return describe(inquiry, kind="照会", place="趣旨・内容", parts=[parts.TextPart("質問", words)])


def register_search() -> None:
    registry.register_searchable(Inquiry, describe_inquiry)
