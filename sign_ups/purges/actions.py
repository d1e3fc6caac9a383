"""On the day that the form promised, personal data go and the numbers stay."""

import datetime

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from common.audit_log.actions import record
from common.outbox.actions import forget_mails
from common.outbox.mails import purposes_about
from common.outbox.models import OutgoingMail
from sign_ups.mailings.actions import forget_mailings
from sign_ups.sign_ups.models import Person, SignUp
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot
from sign_ups.surveys.actions import forget_survey


def mails_of(slot: Slot):
    """All that were written about its sign-ups."""
    rows = slot.sign_ups.order_by().values("pk")
    return OutgoingMail.objects.filter(purpose__in=purposes_about(SignUp), about_id__in=rows)


@transaction.atomic
def purge_slot(*, slot: Slot, now: datetime.datetime, by=None) -> bool:
    """Empty names, addresses, telephone numbers, remarks and mails of its sign-ups; each row stays.

    Returns whether there was anything to do: a second one that waited meanwhile finds nothing.
    """
    slot = lock_slot(slot)
    if slot.is_purged or slot.purge_on > timezone.localdate(now):
        return False
    sign_ups, people = slot.sign_ups.order_by(), Person.objects.filter(slot=slot).order_by()
    forget_mailings(slot)
    forget_survey(slot, now)
    forget_mails(mails_of(slot))
    nobody = {name: "" for name in SignUp.PERSONAL}
    numbers = {
        "sign_ups": sign_ups.update(**nobody, made_by=None, edition=F("edition") + 1),
        "people": people.update(name="", key=Concat(Value("purged "), Cast("pk", CharField()))),
    }
    slot.purged_at = now
    slot.save(update_fields=["purged_at"])
    record(by=by, verb="sign_ups.names_purged", obj=slot, **numbers)
    return True
