"""The way of the accepted copies: dispatched, received, handed out; each step told to the other side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.japanese_calendar import today, wareki
from correspondence.answers.rules import speaks_for
from correspondence.requests.actions import lock
from pamphlets.answers.models import WardAnswer, delivery_of
from pamphlets.deliveries import rules
from pamphlets.deliveries.emails import (
    DeliveryDispatched,
    DeliveryFinished,
    DeliveryReceived,
    DeliveryUndone,
)
from pamphlets.deliveries.models import ARRIVED, LEFT, WORDS, Delivery
from pamphlets.requests.models import PamphletRequest

ALREADY_SENT = "{ward}には、既に{name}が発送を記録しています。この区のチェックを外してください。"
NOT_TAKEN = "{ward}は受け入れの回答をしていません。この区のチェックを外してください。"
NOT_BEFORE_ANSWER = "{ward}の回答日は{day}です。発送日は、回答日以後にしてください。"
IN_FUTURE = "まだ来ていない日です。今日までの日を入力してください。"
NOT_BEFORE = "{word}は、{other}の{day}以後にしてください。"
ADD_UP = "配布した部数と残った部数の合計が、受け取った{received:,}部と違います。理由を備考に書いてください。"
CHANGE_WAITS = (
    "{ward}には、返事を待っている部数の変更の申出（{what}）があります。"
    "先に申出に返事をするか取り消すか、この区のチェックを外してください。"
)
CHANGED = "{ward}の状態は、既に変わっています。ページの内容を確かめてください。"


@dataclass(frozen=True)
class Parcel:
    """What leaves for one ward."""

    answer_id: int
    boxes: int | None = None
    slip_number: str = ""


@transaction.atomic
def dispatch_copies(*, pamphlet, parcels: Sequence[Parcel], on, carrier, by) -> int:
    """Record that the copies left for these wards, all or none; how many were new.

    Raises ValidationError with a sentence where a ward's copies left already or were never promised.
    The same dispatch arriving twice (a double click) is taken once.
    """
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not rules.can_dispatch_copies(by, pamphlet):
        raise PermissionDenied
    _not_in_future("dispatched_on", on)
    rows = pamphlet.answers.select_related("organization", "delivery")
    answers = {answer.pk: answer for answer in rows.filter(pk__in=[parcel.answer_id for parcel in parcels])}
    left = []
    for parcel in parcels:
        answer = answers.get(parcel.answer_id)
        if answer is None:
            raise PermissionDenied
        if _is_same(delivery_of(answer), parcel, on, carrier, by):
            continue
        _refuse_dispatch(answer, on)
        delivery = Delivery.objects.create(
            answer=answer, dispatched_on=on, dispatched_by=by, dispatched_by_name=by.name,
            boxes=parcel.boxes, carrier=carrier, slip_number=parcel.slip_number,
        )  # fmt: skip
        record(
            by=by,
            verb="pamphlets.copies_dispatched",
            obj=pamphlet,
            ward=answer.organization.name,
            on=on.isoformat(),
            copies=answer.copies,
            boxes=parcel.boxes,
            carrier=carrier,
            slip_number=parcel.slip_number,
        )
        left.append(delivery)
    DeliveryDispatched.send_each(left)
    return len(left)


def _is_same(delivery, parcel, on, carrier, by) -> bool:
    if delivery is None:
        return False
    known = (delivery.dispatched_on, delivery.carrier, delivery.boxes, delivery.slip_number)
    return known == (on, carrier, parcel.boxes, parcel.slip_number) and delivery.dispatched_by_id == by.pk


def _refuse_dispatch(answer, on) -> None:
    ward = answer.organization.name
    if delivery := delivery_of(answer):
        raise ValidationError(ALREADY_SENT.format(ward=ward, name=delivery.dispatched_by_name))
    if not answer.is_taken:
        raise ValidationError(NOT_TAKEN.format(ward=ward))
    if change := answer.changes.open().first():  # how many copies leave is just being talked about
        raise ValidationError(CHANGE_WAITS.format(ward=ward, what=change.what))
    answered_on = timezone.localdate(answer.answered_at)
    if on < answered_on:
        raise ValidationError({"dispatched_on": NOT_BEFORE_ANSWER.format(ward=ward, day=wareki(answered_on))})


@transaction.atomic
def receive_copies(*, answer, on, count, by) -> Delivery:
    """Record that `count` copies arrived on that day; the asking organisation is told."""
    answer, delivery = _answer_and_delivery(answer, by)
    if (delivery.received_on, delivery.received_count, delivery.received_by_id) == (on, count, by.pk):
        return delivery  # a double click
    if not rules.can_receive_copies(by, answer):
        raise ValidationError(CHANGED.format(ward=answer.organization.name))
    _not_in_future("received_on", on)
    _in_order("received_on", "受領日", on, "発送日", delivery.dispatched_on)
    delivery.received_on, delivery.received_count = on, count
    delivery.received_by, delivery.received_by_name = by, by.name
    delivery.save(update_fields=["received_on", "received_count", "received_by", "received_by_name"])
    facts = {"on": on.isoformat(), "copies": count, "promised": answer.copies}
    entry = _record("pamphlets.copies_received", answer, by, **facts)
    DeliveryReceived.send(delivery, entry=entry.pk)
    return delivery


@transaction.atomic
def finish_handing_out(*, answer, on, handed_out, left_over, remark, by, photos=(), alt="") -> Delivery:
    """Report the end of handing out, with photos; the asking organisation is told.

    Counts that do not add up to what arrived need a remark (also a constraint).
    """
    answer, delivery = _answer_and_delivery(answer, by)
    said = (delivery.finished_on, delivery.handed_out, delivery.left_over, delivery.remark)
    if (*said, delivery.finished_by_id) == (on, handed_out, left_over, remark, by.pk):
        return delivery  # a double click
    if not rules.can_finish_handing_out(by, answer):
        raise ValidationError(CHANGED.format(ward=answer.organization.name))
    _not_in_future("finished_on", on)
    _in_order("finished_on", "配布を終えた日", on, "受領日", delivery.received_on)
    if handed_out + left_over != delivery.received_count and not remark:
        raise ValidationError({"remark": ADD_UP.format(received=delivery.received_count)})
    delivery.finished_on, delivery.handed_out, delivery.left_over = on, handed_out, left_over
    delivery.remark, delivery.finished_by, delivery.finished_by_name = remark, by, by.name
    delivery.save()
    photos = list(photos)
    for photo in photos:
        photo.alt = alt
        photo.save(update_fields=["alt"])
    replace_files(photos, to=delivery)
    entry = _record(
        "pamphlets.copies_handed_out", answer, by, on=on.isoformat(), handed_out=handed_out,
        left_over=left_over, remark=remark, photos=len(photos),
    )  # fmt: skip
    DeliveryFinished.send(delivery, entry=entry.pk)
    return delivery


@transaction.atomic
def undo_step(*, answer, step, reason, by) -> None:
    """Take the last step back, with a reason; `step` is what they saw, so that two clicks undo one step.

    A dispatch taken back leaves no row and no photos; those of a report stay for the next one.
    """
    pamphlet = lock(PamphletRequest, answer.pamphlet_id)
    answer = _answers().get(pk=answer.pk)
    answer.pamphlet, delivery = pamphlet, delivery_of(answer)
    if delivery is None or delivery.step != step:
        raise ValidationError(CHANGED.format(ward=answer.organization.name))
    if not rules.can_undo_step(by, answer, delivery):
        raise PermissionDenied
    if step == LEFT:
        discard_files(files_of(delivery))  # of a report that was taken back before
        delivery.delete()
    elif step == ARRIVED:
        delivery.received_on = delivery.received_count = delivery.received_by = None
        delivery.received_by_name = ""
        delivery.save()
    else:
        delivery.finished_on = delivery.handed_out = delivery.left_over = delivery.finished_by = None
        delivery.finished_by_name = ""
        delivery.save()
    entry = _record("pamphlets.delivery_undone", answer, by, step=WORDS[step], reason=reason)
    DeliveryUndone.send(answer, entry=entry.pk, step=step, reason=reason, by_name=by.name)


def _answers():
    return WardAnswer.objects.select_related("organization", "delivery", "pamphlet")


def _answer_and_delivery(answer, by) -> tuple[WardAnswer, Delivery]:
    """The ward's answer and its delivery as they are now, the request locked."""
    lock(PamphletRequest, answer.pamphlet_id)
    answer = _answers().get(pk=answer.pk)
    if not speaks_for(by, answer):
        raise PermissionDenied
    delivery = delivery_of(answer)
    if delivery is None:
        raise ValidationError(CHANGED.format(ward=answer.organization.name))
    return answer, delivery


def _record(verb, answer, by, **facts):
    return record(by=by, verb=verb, obj=answer.pamphlet, ward=answer.organization.name, **facts)


def _not_in_future(field, day) -> None:
    if day > today():
        raise ValidationError({field: IN_FUTURE})


def _in_order(field, word, day, other, earliest) -> None:
    if day < earliest:
        raise ValidationError({field: NOT_BEFORE.format(word=word, other=other, day=wareki(earliest))})
