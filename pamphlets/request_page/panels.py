"""What the request's page shows of the way of the copies, and the forms a ward fills in there."""

from django.urls import reverse

from board.forms.delivery import FinishForm, ReceiveForm, UndoForm
from board.models import Delivery
from board.models.delivery import delivery_of
from board.rules import delivery as rules
from members.kept import pop_kept
from office import cabinet


def undo_prefix(answer) -> str:
    return f"u{answer.pk}"


def delivery_parts(request, pamphlet, answers, own, returned) -> dict:
    """The own ward's way with its forms; the whole list for the owner and the secretariat."""
    taken = [answer for answer in answers.values() if answer.is_taken]
    seen = taken if rules.can_see_deliveries(request.user, pamphlet) else [own] if own in taken else []
    parts = {"may_dispatch": bool(taken) and rules.can_dispatch_copies(request.user, pamphlet)}
    deliveries = [found for answer in seen if (found := delivery_of(answer))]
    photos = cabinet.files_of_many(deliveries)
    for delivery in deliveries:
        delivery.photos = photos[delivery.pk] if delivery.finished_on else []
    if rules.can_see_deliveries(request.user, pamphlet):
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
    if rules.can_receive_copies(user, own):
        kept = pop_kept(request, reverse("board:copies-receive", args=[pk]))
        initial = {"received_count": own.copies}
        forms.setdefault("receive_form", ReceiveForm(kept, promised=own.copies, initial=initial))
    if rules.can_finish_handing_out(user, own):
        kept = pop_kept(request, reverse("board:handing-out-finish", args=[pk]))
        initial = {"left_over": 0, "remark": delivery.remark}
        forms.setdefault("finish_form", FinishForm(kept, by=user, delivery=delivery, initial=initial))
    if rules.can_undo_step(user, own, delivery):
        forms.setdefault("undo_form", UndoForm(initial={"step": delivery.step}, prefix=undo_prefix(own)))
    return forms
