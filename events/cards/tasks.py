from common import clock
from events.cards.actions import make_card
from events.cards.queries import events_due


@clock.each(clock.every(5), rows=events_due, label="イベントの共有用画像の作成", lock=False)
def make_due_card(event, *, now) -> bool:
    """The picture of a published event, anew where what it shows has changed."""
    return make_card(event=event, now=now)
