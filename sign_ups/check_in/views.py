"""The check-in on a telephone: empty until somebody is looked for; it works without JavaScript."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.pages import form_page, outcome_shown
from common.pagination import paginate
from members.access.rate_limits import too_many_requests
from sign_ups.check_in import actions
from sign_ups.check_in.doors import KEY, at_the_door, code_of
from sign_ups.check_in.forms import CameForm, DoorForm, PaperForm, SearchForm, WalkInsForm
from sign_ups.check_in.queries import Found, find_at_door, numbers_at_door
from sign_ups.check_in.rules import is_of_day, room_for_walk_ins, why_no_check_in, why_not_in
from sign_ups.door_codes.models import DoorCode
from sign_ups.sign_ups.codes import plain_code
from sign_ups.sign_ups.guesses import DOOR_CODES
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot

WRONG = "受付コードが違うか、今日は使えません。コードと日付を主催者に確かめてください。"
NOBODY = "見つかりません。申込番号の打ち間違いがないか、別の日や別の催しの申込でないかを確かめてください。"
PER_PAGE = 100


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request):
    if request.method != "POST" and (code := code_of(request)):
        return _slots(request, code)
    form = DoorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = plain_code(form.cleaned_data["code"])
        if DOOR_CODES.has_guessed(request, typed):
            return too_many_requests(request)
        if code := DoorCode.objects.in_force(timezone.localdate()).filter(code=typed).first():
            request.session[KEY] = code.pk
            return redirect("check_in:enter")
        DOOR_CODES.count(request, typed)
        form.add_error("code", WRONG)
    return form_page(request, "sign_ups/check_in/enter.html", form)


def _slots(request, code: DoorCode):
    day = timezone.localdate()
    rows = Slot.objects.shown().filter(carrier=code.carrier, carrier_id=code.carrier_id)
    slots = [slot for slot in rows if is_of_day(slot, day)]
    if len(slots) == 1:
        return redirect("check_in:door", slots[0].pk)
    return render(request, "sign_ups/check_in/slots.html", {"slots": slots, "code": code})


@login_not_required
@require_POST
def leave(request):
    request.session.pop(KEY, None)
    return redirect("check_in:enter")


@at_the_door
@require_http_methods(["GET", "POST"])
def door(request, slot, door):
    form = SearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, slot, door, form=form, status=400 if form.is_bound else 200)
    found = find_at_door(slot, form.cleaned_data["q"])
    if found.exact:
        with outcome_shown(request, _is_in(found.exact)):
            actions.check_in(sign_up=found.exact, by=request.user)
        return _shown(slot, found.exact)
    if not found.hits:
        form.add_error("q", found.elsewhere or NOBODY)
    return _page(request, slot, door, form=form, found=found, status=200 if found.hits else 400)


def _is_in(sign_up: SignUp, came: int | None = None) -> str:
    return f"{sign_up.code_shown}の{came or sign_up.size}人を受け付けました。"


def _shown(slot: Slot, sign_up: SignUp):
    return redirect(f"{reverse('check_in:door', args=[slot.pk])}?shown={sign_up.pk}")


def _page(request, slot, door, *, form=None, walk_ins=None, found=None, status=200):
    shown = request.GET.get("shown", "")
    hits = found.hits if found else []
    if shown.isdecimal() and len(shown) < 15 and not found:
        hits = list(slot.sign_ups.filter(pk=shown).prefetch_related("people"))
    context = {
        "slot": slot,
        "door": door,
        "closed": why_no_check_in(slot),
        "numbers": numbers_at_door(slot),
        "room": room_for_walk_ins(slot),
        "hits": [(one, why_not_in(one)) for one in hits],
        "found": found or Found([]),
        "form": form or SearchForm(),
        "walk_ins": walk_ins or WalkInsForm(),
        "has_code": code_of(request) is not None,
    }
    return render(request, "sign_ups/check_in/door.html", context, status=status)


@at_the_door
@require_POST
def sign_up_in(request, slot, door, sign_up):
    row, form = get_object_or_404(slot.sign_ups, pk=sign_up), CameForm(request.POST)
    came = form.cleaned_data["came"] if form.is_valid() else None
    if form.errors:
        return _page(request, slot, door, found=Found([row]), status=400)
    with outcome_shown(request, _is_in(row, came)):
        actions.check_in(sign_up=row, by=request.user, came=came)
    return _shown(slot, row)


@at_the_door
@require_POST
def sign_up_undo(request, slot, door, sign_up):
    row = get_object_or_404(slot.sign_ups, pk=sign_up)
    with outcome_shown(request, f"{row.code_shown}の受付を取り消しました。"):
        actions.undo_check_in(sign_up=row, by=request.user)
    return _shown(slot, row)


@at_the_door
@require_POST
def walk_ins(request, slot, door):
    form = WalkInsForm(request.POST)
    if not form.is_valid():
        return _page(request, slot, door, walk_ins=form, status=400)
    with outcome_shown(request, "申込なしの来場を記録しました。"):
        facts = {"slot": slot, "number": form.difference, "by": request.user}
        actions.count_walk_ins(**facts, is_lead=door.is_lead)
    return redirect("check_in:door", slot.pk)


@at_the_door
@require_http_methods(["GET", "POST"])
def paper_list(request, slot, door):
    """The whole list, for who leads: on paper, and typed in later."""
    if not door.is_lead:
        raise PermissionDenied
    rows = slot.sign_ups.filter(state=SignUp.State.CONFIRMED).prefetch_related("people").order_by("pk")
    page = paginate(rows, request, PER_PAGE)
    form = PaperForm(request.POST if request.method == "POST" else None, sign_ups=list(page.rows))
    if request.method == "POST" and form.is_valid():
        with outcome_shown(request, "来た人数を保存しました。"):
            actions.write_paper_list(slot=slot, came=form.came, by=request.user)
        return redirect(request.get_full_path())
    context = {"slot": slot, "door": door, "page": page, "closed": why_no_check_in(slot)}
    return form_page(request, "sign_ups/check_in/paper_list.html", form, **context)
