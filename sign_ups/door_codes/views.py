"""The codes with which people at the door check in, made and ended by those who run the event or call."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.pages import form_page, outcome_shown
from sign_ups.door_codes.actions import end_door_code, make_door_code
from sign_ups.door_codes.forms import DoorCodeForm
from sign_ups.door_codes.models import DoorCode
from sign_ups.slots.carriers import carrier_called
from sign_ups.slots.models import Slot
from sign_ups.slots.views import row_to_manage


@require_http_methods(["GET", "POST"])
def door_code_list(request, key, pk):
    row, today = row_to_manage(request, key, pk), timezone.localdate()
    slots = list(Slot.objects.of(row).shown())
    days = sorted({timezone.localdate(slot.starts_at) for slot in slots})
    day = next((one for one in days if one >= today), today)
    form = DoorCodeForm(request.POST if request.method == "POST" else None, initial={"valid_on": day})
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (url := form.make_once(partial(_made, form, row, request.user))):
        messages.success(request, "受付コードを発行しました。")
        return redirect(url)
    codes = DoorCode.objects.filter(carrier=key, carrier_id=pk, valid_on__gte=today, ended_at__isnull=True)
    context = {"row": row, "carrier": carrier_called(key), "rows": codes, "slots": slots}
    context["door_url"] = request.build_absolute_uri(reverse("check_in:enter"))
    return form_page(request, "sign_ups/door_codes/door_code_list.html", form, **context)


def _made(form: DoorCodeForm, row, by) -> str:
    typed = {name: form.cleaned_data[name] for name in ("role", "valid_on")}
    code = make_door_code(row=row, by=by, **typed)
    return reverse("sign_ups:door-code-list", args=[code.carrier, code.carrier_id])


@require_POST
def door_code_end(request, key, pk, code):
    row_to_manage(request, key, pk)
    found = get_object_or_404(DoorCode, pk=code, carrier=key, carrier_id=pk)
    with outcome_shown(request, "受付コードを停止しました。"):
        end_door_code(code=found, by=request.user)
    return redirect("sign_ups:door-code-list", key, pk)
