"""What of a request waits for whom: proposed changes of numbers, questions, copies on their way."""

from django.db.models import prefetch_related_objects
from django.urls import reverse

from common.attachments.queries import files_of_many
from correspondence.requests.rules import sees_all_answers
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
    """Both sides read the proposals that concern them; who was reminded the owner and the secretariat.

    `answers` are the request's, with their changes at hand.
    """
    looks_on = sees_all_answers(user, pamphlet)
    concern = answers if looks_on else [own] if own else []
    for answer in concern:
        answer.pamphlet = pamphlet
    if looks_on and pamphlet.is_open:
        prefetch_related_objects([answer for answer in answers if answer.is_awaited], "reminders")
    return {
        "looks_on": looks_on,
        "changes": [change for answer in concern for change in answer.changes.all() if change.is_open],
        "numbers_of": [answer.pk for answer in concern if can_propose_change(user, answer)],
    }


def tasks_of(pamphlet, page: dict) -> list[tuple[str, str]]:
    """What the reader is to do now, by what the `page` offers them: where on the page, and the words."""
    tasks = []
    if "receive_form" in page:
        tasks.append(("#delivery", "発送されたパンフレットの受領を記録する"))
    if "answer_form" in page and page["own"].is_owed:
        tasks += [("#answer", "回答の欄へ進む"), ("#about", "依頼の内容と見本へ進む")]
    if unreplied := sum(hasattr(question, "form") for question in page["questions"]):
        tasks.append(("#questions", f"区からの問い合わせ{unreplied}件に返事をする"))
    if (unreached := page.get("without_contact_count")) and page["may_enter"]:
        tasks.append(("#ward-rows", f"連絡先なしの{unreached}区に電話などで知らせる"))
    if pamphlet.is_overdue and page["silent"] and "close_form" in page:
        url = reverse("pamphlets:pamphlet-remind", args=[pamphlet.pk])
        tasks.append((url, f"期限を過ぎた{page['silent']}区に督促する"))
    if pamphlet.is_open and not page["awaited"] and "close_form" in page:
        tasks.append(("#manage", "すべての区が回答したので、受付を終了する"))
    return tasks


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
