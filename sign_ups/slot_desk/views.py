"""Those who run it: the slots of an event or a call, one slot with its sign-ups, and its acts."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.audit_log.actions import record
from common.forms import carried_out
from common.pages import form_page, outcome_shown
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from members.access.rate_limits import EXPORTS, rate_limited
from members.access.resume_after_login import resumes_after_login, typed_data
from sign_ups.joining.actions import cancel_sign_up, decide_sign_up
from sign_ups.sign_ups.models import SignUp
from sign_ups.slot_desk.actions import change_slot
from sign_ups.slot_desk.forms import DecideForm, ExportForm, SeatsForm, SlotForm
from sign_ups.slot_desk.queries import State, cards, numbers_of, sign_ups_of
from sign_ups.slot_desk.spreadsheets import HEADER, rows
from sign_ups.slots.actions import add_slot, close_slot, open_slot, set_extra
from sign_ups.slots.carriers import carrier_called
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import why_closed
from sign_ups.slots.views import row_to_manage, slot_to_manage
from sign_ups.waiting_list.actions import offer_free_places
from sign_ups.waiting_list.panels import words_of

PER_PAGE = 100


@require_safe
def slot_list(request, key, pk):
    row = row_to_manage(request, key, pk)
    slots = list(Slot.objects.of(row))
    context = {"row": row, "carrier": carrier_called(key), "rows": slots}
    return render(request, "sign_ups/slot_desk/slot_list.html", context)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def slot_new(request, key, pk):
    row, carrier = row_to_manage(request, key, pk), carrier_called(key)
    initial = {"title": row.title, "place": carrier.place_of(row), "group_max": 5}
    initial |= {"capacity": carrier.capacity_of(row)}
    initial |= {"method": Slot.Method.FIRST_COME, "contact": _contact(request.user)}
    initial["audience"] = Slot.Audience.PUBLIC if carrier.for_visitors else Slot.Audience.MEMBERS
    form = SlotForm(typed_data(request), carrier=carrier, initial=initial)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (url := form.make_once(partial(_added, form, row, request.user))):
        messages.success(request, "受付枠を追加しました。内容を確かめて、受付を始めてください。")
        return redirect(url)
    return form_page(request, "sign_ups/slot_desk/slot_form.html", form, row=row, carrier=carrier)


def _contact(user) -> str:
    section = user.section
    return f"{section.organization.name} {section.name} {section.telephone}".strip() if section else ""


def _added(form: SlotForm, row, by) -> str:
    return add_slot(row=row, by=by, values=form.typed).get_absolute_url()


@resumes_after_login
@require_http_methods(["GET", "POST"])
def slot_edit(request, pk):
    slot = slot_to_manage(request, pk)
    form = SlotForm(typed_data(request), carrier=slot.the_carrier, row=slot)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        facts = {"slot": slot, "by": request.user, "values": form.typed, "version": version}
        if carried_out(form, change_slot, **facts):
            messages.success(request, "受付枠を保存しました。")
            return redirect(slot)
    context = {"row": slot.row, "carrier": slot.the_carrier, "slot": slot}
    return form_page(request, "sign_ups/slot_desk/slot_form.html", form, **context)


@require_safe
def slot_detail(request, pk):
    return _detail(request, slot_to_manage(request, pk))


def _detail(request, slot: Slot, *, status=200, seats=None, export=None):
    state = request.GET.get("state", "")
    page = paginate(sign_ups_of(slot, state), request, PER_PAGE)
    there = set(slot.sign_ups.order_by().values_list("state", flat=True).distinct())
    offered = [("", "取消しを除くすべて"), *((one.value, one.label) for one in SignUp.State if one in there)]
    tabs = [
        {"label": label, "url": f"?state={value}", "current": state == value, "count": None}
        for value, label in offered
    ]
    context = {
        "slot": slot,
        "row": slot.row,
        "carrier": slot.the_carrier,
        "page": page,
        "tabs": tabs if len(there) > 1 or state else [],
        "numbers": numbers_of(slot),
        "queue": words_of(slot),
        "closed": why_closed(slot, slot.row),
        "join_url": request.build_absolute_uri(reverse("sign_ups:slot-join", args=[slot.pk])),
        "seats": seats or SeatsForm(initial={"extra": slot.extra, "reason": slot.extra_reason}),
        "export": export or ExportForm(),
    }
    return render(request, "sign_ups/slot_desk/slot_detail.html", context, status=status)


@require_POST
def slot_open(request, pk):
    slot = slot_to_manage(request, pk)
    with outcome_shown(request, "受付を始めました。"):
        open_slot(slot=slot, by=request.user)
    return redirect(slot)


@require_POST
def slot_close(request, pk):
    slot = slot_to_manage(request, pk)
    with outcome_shown(request, "受付を終了しました。"):
        close_slot(slot=slot, by=request.user)
    return redirect(slot)


@require_POST
def slot_offer(request, pk):
    slot = slot_to_manage(request, pk)
    with outcome_shown(request, "空いている席を、待っている人に案内しました。"):
        offer_free_places(slot=slot, by=request.user)
    return redirect(slot)


@require_POST
def slot_seats(request, pk):
    slot = slot_to_manage(request, pk)
    form = SeatsForm(request.POST)
    if not form.is_valid():
        return _detail(request, slot, seats=form, status=400)
    with outcome_shown(request, "席の数を変えました。"):
        set_extra(slot=slot, by=request.user, **form.cleaned_data)
    return redirect(slot)


@require_POST
def sign_up_decide(request, pk, sign_up):
    slot = slot_to_manage(request, pk)
    row, form = get_object_or_404(slot.sign_ups, pk=sign_up), DecideForm(request.POST)
    if not form.is_valid():
        return _detail(request, slot, status=400)
    with outcome_shown(request, f"申込{row.code_shown}を決定しました。"):
        decide_sign_up(sign_up=row, state=form.cleaned_data["state"], by=request.user)
    return redirect(slot)


@require_http_methods(["GET", "POST"])
def sign_up_end(request, pk, sign_up):
    """Cancel somebody's sign-up for them."""
    slot = slot_to_manage(request, pk)
    row = get_object_or_404(slot.sign_ups, pk=sign_up)
    if request.method != "POST":
        return render(request, "sign_ups/slot_desk/sign_up_end.html", {"slot": slot, "sign_up": row})
    with outcome_shown(request, f"申込{row.code_shown}を取り消しました。"):
        cancel_sign_up(sign_up=row, by=request.user)
    return redirect(slot)


@require_POST
@rate_limited(EXPORTS)
def slot_sheet(request, pk):
    slot = slot_to_manage(request, pk)
    if refused := _names_refused(request, slot):
        return refused
    found = sign_ups_of(slot)
    _record_names(request, slot, "sign_ups.names_exported", found.count())
    return xlsx_response(f"参加申込 {slot.title}", HEADER, rows(found), text_columns=[0, 5])


@require_POST
@rate_limited(EXPORTS)
def name_cards(request, pk):
    """One card a person who has a place, ten on a sheet of A4."""
    slot = slot_to_manage(request, pk)
    if refused := _names_refused(request, slot):
        return refused
    found = list(sign_ups_of(slot, State.CONFIRMED))
    _record_names(request, slot, "sign_ups.name_cards_printed", len(found))
    context = {"slot": slot, "cards": cards(found)}
    return render(request, "sign_ups/slot_desk/name_cards.html", context)


def _names_refused(request, slot: Slot):
    """The answer to who asks for names without saying why, or after they are gone; else None."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _detail(request, slot, export=form, status=400)
    if slot.is_purged:
        messages.error(request, "個人情報を削除したため、名簿はありません。")
        return redirect(slot)
    return None


def _record_names(request, slot: Slot, verb: str, number: int) -> None:
    why = ExportForm(request.POST)["why"].value()
    record(by=request.user, verb=verb, obj=slot, rows=number, purpose=why)
