from correspondence.retractions.emails import BaseStepRetracted
from pamphlets.steps.models import PamphletStep


class StepRetracted(BaseStepRetracted):
    """Who could read it, when a line of the history is taken back, or something is purged."""

    about = PamphletStep
    template = BaseStepRetracted.template
    label = "配布依頼: 撤回・削除の通知"

    def still_holds(self, to):
        """It is still taken back."""
        return self.is_gone()
