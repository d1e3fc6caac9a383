from correspondence.retractions.emails import BaseStepRetracted
from inquiries.steps.models import InquiryStep


class StepRetracted(BaseStepRetracted):
    """Who could read it, when a line of the history is taken back, or something is purged."""

    about = InquiryStep
    template = BaseStepRetracted.template
    label = "照会: 撤回・削除の通知"

    def still_holds(self, to):
        """It is still taken back."""
        return self.is_gone()
