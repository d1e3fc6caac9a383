"""What of a request waits for whom: proposed changes of numbers, and wards that were reminded or are late."""

from django.db.models import prefetch_related_objects
from django.urls import reverse

from common import japanese_calendar
from common.attachments.queries import files_of_many
from members.access.resume_after_login import pop_stored_form
from pamphlets.answer_changes.rules import can_propose_change
from pamphlets.answers.models import delivery_of
from pamphlets.deliveries.forms import FinishForm, ReceiveForm, UndoForm, undo_prefix
from pamphlets.deliveries.models import Delivery
from pamphlets.deliveries.rules import (
    can_dispatch_copies,
    can_finish_handing_out,
    can_receive_copies,
    can_see_deliveries,
    can_undo_step,
)


def waiting_panel(user, pamphlet, answers, own) -> dict:
    """Both sides read the proposals that concern them; who is late the owner and the secretariat.

    `answers` are the request's, with their changes at hand.
    """
    asks = pamphlet.organization_id == user.organization.pk if user.section_id else False
    looks_on = asks or user.is_secretariat
    concern = answers if looks_on else [own] if own else []
    for answer in concern:
        answer.pamphlet = pamphlet
    parts = {
        "changes": [change for answer in concern for change in answer.changes.all() if change.is_open],
        "numbers_of": [answer.pk for answer in concern if can_propose_change(user, answer)],
    }
    if looks_on and pamphlet.is_open:
        parts["silent"] = _silent(pamphlet, answers)
        parts["overdue_days"] = max(
            0, japanese_calendar.working_days_between(pamphlet.answer_due, japanese_calendar.today())
        )
    return parts


def _silent(pamphlet, answers) -> list:
    """Late: all who are waited for; before the due date those who were reminded and are silent still."""
    owing = [answer for answer in answers if answer.is_awaited]
    prefetch_related_objects(owing, "reminders")
    if pamphlet.is_overdue:
        return owing
    due = pamphlet.answer_due
    return [answer for answer in owing if any(each.due_on == due for each in answer.reminders.all())]


def delivery_panel(request, pamphlet, answers, own, returned) -> dict:
    """The own ward's way with its forms; the whole list for the owner and the secretariat."""
    taken = [answer for answer in answers.values() if answer.is_taken]
    seen = taken if can_see_deliveries(request.user, pamphlet) else [own] if own in taken else []
    parts = {"may_dispatch": bool(taken) and can_dispatch_copies(request.user, pamphlet)}
    deliveries = [found for answer in seen if (found := delivery_of(answer))]
    photos = files_of_many(deliveries)
    for delivery in deliveries:
        delivery.photos = photos[delivery.pk] if delivery.finished_on else []
    if can_see_deliveries(request.user, pamphlet):
        parts["deliveries"] = seen if deliveries else []
    if own and (delivery := delivery_of(own)):
        own.pamphlet = pamphlet
        parts["own_delivery"] = delivery
        parts |= _own_forms(request, own, delivery, returned)
    return parts


def _own_forms(request, own, delivery: Delivery, returned) -> dict:
    """The next step of the ward, and the way back; a form that came back stays."""
    forms = {
        name: returned[name] for name in ("receive_form", "finish_form", "undo_form") if name in returned
    }
    user, pk = request.user, own.pamphlet_id
    if can_receive_copies(user, own):
        kept = pop_stored_form(request, reverse("pamphlets:copies-receive", args=[pk]))
        initial = {"received_count": own.copies}
        forms.setdefault("receive_form", ReceiveForm(kept, promised=own.copies, initial=initial))
    if can_finish_handing_out(user, own):
        kept = pop_stored_form(request, reverse("pamphlets:handing-out-finish", args=[pk]))
        initial = {"left_over": 0, "remark": delivery.remark}
        forms.setdefault("finish_form", FinishForm(kept, by=user, delivery=delivery, initial=initial))
    if can_undo_step(user, own, delivery):
        forms.setdefault("undo_form", UndoForm(initial={"step": delivery.step}, prefix=undo_prefix(own)))
    return forms
