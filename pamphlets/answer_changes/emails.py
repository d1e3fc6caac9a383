"""Mails about a proposed change of accepted copies (部数の変更の申出): always to the other side."""

from django.conf import settings
from django.urls import reverse

from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.emails import OneSideMail

State, Side = AnswerChange.State, AnswerChange.Side


class _OfChange(OneSideMail, abstract=True):
    """To the other side than the one that proposed it."""

    about, named = AnswerChange, "change"

    @property
    def is_to_ward(self):
        return self.about.side == Side.OWNER

    def context(self):
        sides = [self.answer.organization.name, self.item.organization.full_name]
        proposer, decider = sides if self.about.side == Side.WARD else reversed(sides)
        url = settings.SITE_URL + reverse("pamphlets:answer-change", args=[self.item.pk, self.answer.pk])
        return {**super().context(), "proposer": proposer, "decider": decider, "url": url}

    def is_now(self, to, *states) -> bool:
        return self.about.state in states and not self.item.is_withdrawn and self.is_recipient(to)


class AnswerChangeProposed(_OfChange):
    """The side that must consent, when the other proposes to change accepted copies."""

    label = "配布依頼: 部数の変更の申出"

    def still_holds(self, to):
        """Nobody has decided or cancelled it, and the request is not withdrawn."""
        return self.is_now(to, State.PROPOSED)


class AnswerChangeDecided(_OfChange):
    """The side that proposed it, when the other consents or does not."""

    label = "配布依頼: 部数の変更への返事"

    @property
    def is_to_ward(self):
        return self.about.side == Side.WARD

    def still_holds(self, to):
        """It is decided, and the request is not withdrawn."""
        return self.is_now(to, State.AGREED, State.REFUSED)


class AnswerChangeCancelled(_OfChange):
    """The side that was asked to consent, when it is taken back."""

    label = "配布依頼: 部数の変更の申出の取消し"

    def still_holds(self, to):
        """It is cancelled, and the request is not withdrawn."""
        return self.is_now(to, State.CANCELLED)


BY_STATE = {
    State.PROPOSED: AnswerChangeProposed,
    State.AGREED: AnswerChangeDecided,
    State.REFUSED: AnswerChangeDecided,
    State.CANCELLED: AnswerChangeCancelled,
}
