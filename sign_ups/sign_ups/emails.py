"""Whoever signed up is told how they stand; each mail is whole without the ones before."""

from common.outbox.mails import Mail, addresses_of
from sign_ups.sign_ups.models import SignUp

State = SignUp.State


class ToParticipant(Mail, abstract=True):
    """About a sign-up in a state that it had when `edition` was counted."""

    about, related = SignUp, ("slot",)
    tells: str  # the state
    recipients = addresses_of("email")

    def context(self):
        return {"sign_up": self.about, "slot": self.about.slot, "names": self.about.names}

    def still_holds(self, to):
        """They stand so since then, and this is still their address."""
        is_so = self.about.state == self.tells and self.about.edition == self.facts["edition"]
        return is_so and self.is_recipient(to)


class SignUpConfirmed(ToParticipant):
    """Whoever has a place now, also after a change of the names."""

    label, tells = "参加の申込: 確定", State.CONFIRMED


class SignUpWaiting(ToParticipant):
    """Whoever signed up when there was no place."""

    label, tells = "参加の申込: 空き待ち", State.WAITING


class SignUpReceived(ToParticipant):
    """Whoever signed up where those who run it decide."""

    label, tells = "参加の申込: 受付（決定待ち）", State.APPLIED


class SignUpCancelled(ToParticipant):
    """Whoever cancelled, or whose sign-up was cancelled by those who run it."""

    label, tells = "参加の申込: 取消し", State.CANCELLED


class SignUpDeclined(ToParticipant):
    """Whoever is not given a place by those who run it."""

    label, tells = "参加の申込: 見送り", State.DECLINED


class SlotChanged(Mail):
    """Whoever signed up, when the time or the place is another one."""

    about, related, label = SignUp, ("slot",), "参加の申込: 日時・場所の変更"
    recipients = addresses_of("email")

    def context(self):
        return {"sign_up": self.about, "slot": self.about.slot, "names": self.about.names}

    def still_holds(self, to):
        """It is at that time and place still, and they have not cancelled."""
        slot, facts = self.about.slot, self.facts
        is_so = (slot.when, slot.place) == (facts["when"], facts["place"])
        return is_so and not self.about.is_over and self.is_recipient(to)


class CalledOff(Mail):
    """Whoever signed up, when the event is cancelled or postponed (中止・延期)."""

    about, related, label = SignUp, ("slot",), "参加の申込: 催しの中止・延期"
    recipients = addresses_of("email")

    def context(self):
        return {"sign_up": self.about, "slot": self.about.slot, "names": self.about.names}

    def still_holds(self, to):
        """It is called off still, in these words, and they have not cancelled."""
        is_so = self.about.slot.called_off == self.facts["said"]
        return is_so and not self.about.is_over and self.is_recipient(to)
