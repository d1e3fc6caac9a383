"""The form with which people sign up for a slot."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.pages import form_page
from common.text import render_body
from members.access.rate_limits import RateLimit, too_many_requests
from sign_ups.joining.actions import sign_up
from sign_ups.joining.forms import SignUpForm
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import may_sign_up, why_closed
from sign_ups.slots.views import NeedsLogin, slot_to_join

# a section signs up many; what comes from one network may come from a whole prefecture
SIGN_UPS = RateLimit("sign_ups", by_network="300/h", by_key="60/h")
FOR_MEMBERS = "この申込は、会員の担当者だけが行えます。団体の担当者に相談してください。"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def slot_join(request, pk):
    try:
        slot = slot_to_join(request, pk)
    except NeedsLogin:
        return redirect_to_login(request.get_full_path())
    shown = {"slot": slot, "row": slot.row, "guidance": render_body(slot.guidance)}
    if not may_sign_up(request.user, slot):
        return render(request, "sign_ups/joining/closed.html", shown | {"closed": FOR_MEMBERS}, status=403)
    is_post = request.method == "POST"
    if is_post and not SIGN_UPS.allows(request, request.POST.get("email", "").strip().lower()[:254]):
        return too_many_requests(request)
    form = SignUpForm(request.POST if is_post else None, slot=slot, initial=_initial(request.user))
    if is_post and form.is_valid():
        if url := form.make_once(partial(_signed_up, form, slot, request.user)):
            return redirect(url)
    elif closed := why_closed(slot, slot.row):
        return render(request, "sign_ups/joining/closed.html", shown | {"closed": closed})
    return form_page(request, "sign_ups/joining/slot_join.html", form, **shown)


def _signed_up(form: SignUpForm, slot: Slot, by) -> str:
    made = sign_up(slot=slot, row=slot.row, by=by, names=form.people, contact=form.contact)
    return f"{made.get_absolute_url()}?new=1"


def _initial(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    telephone = user.section.telephone if user.section else ""
    return {"name": user.name, "email": user.email, "telephone": telephone}
