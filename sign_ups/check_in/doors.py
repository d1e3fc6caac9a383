"""The door that somebody opened: by a code of the day, or logged in as who runs the slot."""

from functools import wraps
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from sign_ups.check_in.rules import opens
from sign_ups.door_codes.models import DoorCode
from sign_ups.slots.models import Slot
from sign_ups.slots.views import row_to_manage

KEY = "door_code"


class Door(NamedTuple):
    """Who stands at it; `is_lead` reads the whole list and lets in more people than seats."""

    is_lead: bool
    words: str


def code_of(request) -> DoorCode | None:
    """The code that was typed in this browser, if it still opens anything today."""
    codes = DoorCode.objects.in_force(timezone.localdate())
    return codes.filter(pk=request.session.get(KEY)).first() if KEY in request.session else None


def door_to(request, slot: Slot) -> Door | None:
    code = code_of(request)
    if opens(code, slot, timezone.localdate()):
        return Door(code.is_lead, code.get_role_display())
    if not request.user.is_authenticated:
        return None
    try:
        row_to_manage(request, slot.carrier, slot.carrier_id)
    except (Http404, PermissionDenied):
        return None
    return Door(True, "主催者")


def at_the_door(view):
    """A view of `(request, slot, door)`; whoever has no key is asked for the code."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request, pk, **more):
        slot = get_object_or_404(Slot, pk=pk)
        door = door_to(request, slot)
        return view(request, slot, door, **more) if door else redirect("check_in:enter")

    return opened
