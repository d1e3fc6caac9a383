"""The booths of an event on one page: made, given to bodies, moved, released; signs and labels to print."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.forms import carried_out
from common.pages import form_page, outcome_shown
from events.booths import actions
from events.booths.forms import AssignForm, BoothForm, BoothsForm
from events.booths.queries import bodies_of, booths_by_body, placed_booths, signs_of
from events.events.models import Event
from events.events.views import event_to_edit

ASKED = ("body", "booth", "source", "first_day", "last_day")


@require_safe
def booth_list(request, pk):
    return booths_page(request, event_to_edit(request, pk))


def booths_page(request, event: Event, **returned):
    """With the forms that came back with an error."""
    placed = placed_booths(event)
    having = booths_by_body(placed)
    bodies = bodies_of(event)
    asked = {name: request.GET[name][:20] for name in ASKED if name in request.GET}
    context = {
        "event": event,
        "placed": placed,
        "taken": sum(bool(one.holdings) for one in placed),
        "waiting": [body for body in bodies if body.pk not in having],
        "bodies": bodies,
        "make_form": BoothsForm(),
        "assign_opens": bool(asked) or "assign_form" in returned,
        "assign_form": AssignForm(event=event, placed=placed, bodies=bodies, asked=asked),
    }
    status = 400 if returned else 200
    return render(request, "events/booths/booth_list.html", context | returned, status=status)


@require_POST
def booth_make(request, pk):
    event = event_to_edit(request, pk)
    form = BoothsForm(request.POST)
    if form.is_valid() and carried_out(
        form, actions.make_booths, event=event, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "ブースを作りました。")
        return redirect("events:booth-list", pk)
    return booths_page(request, event, make_form=form)


@require_POST
def booth_assign(request, pk):
    event = event_to_edit(request, pk)
    form = AssignForm(request.POST, event=event)
    if form.is_valid() and carried_out(form, actions.assign_booth, by=request.user, **form.assignment):
        messages.success(request, f"{form.cleaned_data['body']}にブースを割り当てました。")
        return redirect("events:booth-list", pk)
    return booths_page(request, event, assign_form=form)


@require_POST
def booth_release(request, pk, booth):
    event = event_to_edit(request, pk)
    row = get_object_or_404(event.booths, pk=booth)
    asked = request.POST.get("body", "")
    number = asked[:18] if asked.isascii() and asked.isdigit() else 0
    body = get_object_or_404(event.participations, pk=number)
    with outcome_shown(request, f"{body}の割当てを外しました。"):
        actions.release_booth(booth=row, participation=body, by=request.user)
    return redirect("events:booth-list", pk)


@require_POST
def booth_fill(request, pk):
    event = event_to_edit(request, pk)
    given = actions.fill_booths(event=event, by=request.user)
    words = (
        f"{given:,}団体に、番号の順に割り当てました。"
        if given
        else "割り当てる団体か、空きのブースがありません。"
    )
    messages.success(request, words)
    return redirect("events:booth-list", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def booth_edit(request, pk, booth):
    event = event_to_edit(request, pk)
    row = get_object_or_404(event.booths, pk=booth)
    form = BoothForm(*([request.POST] if request.method == "POST" else ()), row=row)
    if request.method == "POST" and form.is_valid():
        facts = {"booth": row, "by": request.user, "values": form.typed}
        if carried_out(form, actions.save_booth, **facts, version=form.cleaned_data["version"]):
            messages.success(request, "ブースを保存しました。")
            return redirect("events:booth-list", pk)
    return form_page(request, "events/booths/booth_edit.html", form, event=event, booth=row)


@require_POST
def booth_delete(request, pk, booth):
    event = event_to_edit(request, pk)
    if row := event.booths.filter(pk=booth).first():
        with outcome_shown(request, f"ブース{row.code}を削除しました。"):
            actions.delete_booth(booth=row, by=request.user)
    return redirect("events:booth-list", pk)


@require_safe
def booth_signs(request, pk):
    """A sheet of A4 for each booth and body (ブースの表示)."""
    event = event_to_edit(request, pk)
    return render(request, "events/booths/booth_signs.html", {"event": event, "signs": signs_of(event)})


@require_safe
def booth_labels(request, pk):
    """Twelve on a sheet of A4 (ラベル)."""
    event = event_to_edit(request, pk)
    signs = signs_of(event)
    pages = [signs[first : first + 12] for first in range(0, len(signs), 12)]
    return render(request, "events/booths/booth_labels.html", {"event": event, "pages": pages})
