"""Mails about the way of the copies: to the ward of a dispatch, to the asking side of the rest."""

from pamphlets.answers.emails import OneSideMail
from pamphlets.answers.models import WardAnswer, delivery_of
from pamphlets.deliveries.models import ARRIVED, LEFT, WORDS, Delivery


class _OfDelivery(OneSideMail, abstract=True):
    """About one step, which is an `entry` of the audit log: taken back and done again it is another one."""

    about, named, is_to_ward = Delivery, "delivery", False

    def context(self):
        return {**super().context(), "answer": self.answer}


class DeliveryDispatched(_OfDelivery):
    """The ward, when its copies left."""

    label, is_to_ward = "配布依頼: 発送の通知", True

    def still_holds(self, to):
        """It was not taken back, and they read for the ward."""
        return self.is_recipient(to)


class DeliveryReceived(_OfDelivery):
    """The asking side, when the copies arrived."""

    label = "配布依頼: 受領の通知"

    def still_holds(self, to):
        """It was not taken back, and they are of the asking side."""
        return self.about.received_on is not None and self.is_recipient(to)


class DeliveryFinished(_OfDelivery):
    """The asking side, when the copies are handed out."""

    label = "配布依頼: 配布終了の通知"

    def still_holds(self, to):
        """It was not taken back, and they are of the asking side."""
        return self.about.finished_on is not None and self.is_recipient(to)


class DeliveryUndone(OneSideMail):
    """The other side, when the last step is taken back."""

    about, label, named = WardAnswer, "配布依頼: 発送・受領・配布終了の取消し", "answer"

    @property
    def is_to_ward(self):
        return self.facts["step"] == LEFT

    def context(self):
        return {**super().context(), "word": WORDS[self.facts["step"]], "by_ward": not self.is_to_ward}

    def still_holds(self, to):
        """The step was not done again."""
        delivery, step = delivery_of(self.answer), self.facts["step"]
        done = delivery and {LEFT: True, ARRIVED: delivery.received_on}.get(step, delivery.finished_on)
        return not done and self.is_recipient(to)
