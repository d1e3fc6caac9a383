"""By the clock: personal data of sign-ups go on the day that their form promised."""

from common import clock
from sign_ups.purges.actions import purge_slot
from sign_ups.slots.models import Slot


@clock.each(clock.daily("3:17"), rows=Slot.objects.purge_due, label="参加申込の個人情報の削除", lock=False)
def purge_names(slot, *, now):
    """The slot is locked by the action, which asks again."""
    purge_slot(slot=slot, now=now)
