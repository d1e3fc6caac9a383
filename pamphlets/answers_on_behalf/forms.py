from common.idempotency.forms import IdempotentForm
from correspondence.answers_on_behalf.forms import OnBehalfForm
from pamphlets.answers.forms import AnswerForm


class PamphletOnBehalfForm(IdempotentForm, OnBehalfForm, AnswerForm):
    """The ward's own form, behind who told it, when and how."""

    @property
    def answer_fields(self) -> list:
        return [self[name] for name in AnswerForm.base_fields]
