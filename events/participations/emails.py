"""Bodies that take part, or applied to, are told when an event is called off or moves."""

from common.outbox.mails import Mail
from events.events.dates import clock_span
from events.events.models import Event
from events.participations.queries import addresses_relying
from events.participations.rules import whom_to_call

CALLED_OFF = (Event.Holding.CANCELLED, Event.Holding.POSTPONED)
LABELS = {"period": "日程", "hours": "時間", "place": "会場"}


def said_of(event: Event) -> dict[str, str]:
    """What bodies count on: whether it is held, when and where, in words."""
    hours = clock_span(event.starts_at, event.ends_at)
    return {"holding": event.holding, "period": event.period, "hours": hours, "place": event.place}


class _ToBodies(Mail, abstract=True):
    """The facts are `said_of` the event, and with `was_` what was said before."""

    about, related = Event, ("owner__local_government", "venue")

    def recipients(self):
        return addresses_relying(self.about)

    def context(self):
        return {"whom": whom_to_call(self.about)}

    def still_holds(self, to):
        """It is held so still, on these days, there; and they have not stepped back."""
        now = said_of(self.about)
        is_so = self.about.is_published and all(self.facts[name] == said for name, said in now.items())
        return is_so and self.is_recipient(to)


class EventCalledOff(_ToBodies):
    """Bodies that take part, when an event is cancelled or put off without a new day."""

    label = "イベント: 出展・参加団体への中止・延期の通知"


class EventMoved(_ToBodies):
    """Bodies that take part, when an event has other days, hours or another place, or is held after all."""

    label = "イベント: 出展・参加団体への日程・会場の変更の通知"

    def context(self):
        facts = self.facts
        moved = [
            (label, facts[f"was_{name}"] or "（未定）")
            for name, label in LABELS.items()
            if facts[name] != facts[f"was_{name}"]
        ]
        return {
            **super().context(),
            "moved": moved,
            "what": "・".join(label for label, _ in moved),
            "is_on_again": facts["was_holding"] in CALLED_OFF,
        }
