"""Mails about the steps of a request: of approval inside the organisation, of the rest to the wards."""

from correspondence.mails.emails import AskedMail, StepMail
from correspondence.sending.emails import RequestApproved, RequestProposed, RequestReturned
from pamphlets.steps.models import PamphletStep


class PamphletProposed(RequestProposed):
    """The representatives of the asking organisation, when their approval is asked for (起案)."""

    about, label = PamphletStep, "配布依頼: 承認の求め"


class PamphletReturned(RequestReturned):
    """Who asked for approval, when it is given back with a reason (差戻し)."""

    about, label = PamphletStep, "配布依頼: 差戻しの通知"


class PamphletApproved(RequestApproved):
    """The asking side, when the request was approved and went out."""

    about, label = PamphletStep, "配布依頼: 承認の通知"


class _ToWards(StepMail, AskedMail, abstract=True):
    """Who declined is not called back."""

    about = PamphletStep

    def answers(self):
        return self.item.answers.exclude(state="declined")


class PamphletChanged(_ToWards):
    """The wards that did not decline, when what they were asked is changed; who was added since knows it."""

    label = "配布依頼: 変更の通知"

    def answers(self):
        answers = super().answers().exclude(added_at__gt=self.about.at)
        return answers if self.item.is_open else answers.given()

    def still_holds(self, to):
        """It is not withdrawn, and once it is closed the ward has accepted."""
        return not self.item.is_withdrawn and self.is_recipient(to)


class PamphletClosed(_ToWards):
    """The wards that have not answered, when no more answers are taken."""

    label = "配布依頼: 終了の通知"

    def answers(self):
        return super().answers().owed()

    def still_holds(self, to):
        """It is closed, not withdrawn since, and a ward that reads this address has not answered."""
        return self.item.state == self.item.State.CLOSED and self.is_recipient(to)


class PamphletWithdrawn(_ToWards):
    """The wards that did not decline, when the request is taken back."""

    label = "配布依頼: 取下げの通知"

    def still_holds(self, to):
        """It is withdrawn, and a ward that reads this address was asked."""
        return self.item.is_withdrawn and self.is_recipient(to)
