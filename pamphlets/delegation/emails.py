from correspondence.delegation.emails import DelegatedAnswer
from pamphlets.steps.models import PamphletStep


class AnswerDelegated(DelegatedAnswer):
    """The section with its people, or the person, whom a colleague of the ward gave the answer to."""

    about, label = PamphletStep, "配布依頼: 回答の担当の通知"
    named = "step"

    def answers(self):
        return super().answers().owed()

    def context(self):
        return {**super().context(), "answer": self.answer}
