from correspondence.answers_on_behalf.forms import OnBehalfForm
from inquiries.answers.forms import AnswerForm


class InquiryOnBehalfForm(OnBehalfForm, AnswerForm):
    """The answer's own form, behind who told it, when and how."""

    @property
    def answer_fields(self) -> list:
        relay = set(OnBehalfForm.base_fields)
        return [field for field in self.shown_fields if getattr(field, "name", "") not in relay]
