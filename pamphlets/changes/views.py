"""After the wards were asked: change what may be changed, ask further wards; and the setting of approval."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.attachments.queries import files_of
from common.attachments.views import file_descriptions_page
from common.idempotency.actions import earlier_result
from common.pages import form_page
from common.refusals import ActionRefused, StaleVersion
from correspondence.closing.actions import close
from correspondence.closing.views import close_view, withdraw_view
from correspondence.drafts.views import say_moved_due
from correspondence.requests.queries import visible_request, warn_without_contact
from correspondence.requests.rules import can_change, can_close, owns
from correspondence.sending.actions import add_addressees
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login, typed_data
from pamphlets.changes import actions
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.changes.forms import AddWardsForm, ChangeForm
from pamphlets.deliveries.models import has_left
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules.panels import fit_context


def _changeable(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    if not can_change(request.user, pamphlet):
        raise PermissionDenied("変更できるのは、回答を受け付けている間の、依頼元の担当者だけです。")
    return pamphlet


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_change(request, pk):
    pamphlet = _changeable(request, pk)
    form = ChangeForm(typed_data(request), request.FILES or None, by=request.user, instance=pamphlet)
    context = {"pamphlet": pamphlet}
    if request.method == "POST" and form.is_valid():
        try:
            changes = actions.change_pamphlet(
                pamphlet=pamphlet, by=request.user, version=form.cleaned_data["version"] or 0,
                values=form.values, files=form.stored_files, note=form.cleaned_data["note"],
            )  # fmt: skip
        except StaleVersion as stale:
            form.refuse_stale(stale.row)
            context |= {"form": form, "saved": stale.row, "saved_files": files_of(stale.row)}
            return render(request, "pamphlets/changes/pamphlet_change.html", context, status=409)
        except (ActionRefused, ValidationError) as refusal:
            form.refuse(refusal if isinstance(refusal, ValidationError) else str(refusal))
        else:
            _say_changed(request, pamphlet, form, changes)
            return redirect(pamphlet)
    return form_page(request, "pamphlets/changes/pamphlet_change.html", form, **context)


def _say_changed(request, pamphlet, form, changes) -> None:
    if not changes:
        messages.info(request, "変わった項目がないため、何も変更していません。")
        return
    say_moved_due(request, form)
    messages.success(
        request, f"変更しました（{'、'.join(changes)}）。辞退した区を除く区にメールで知らせます。"
    )
    warn_without_contact(request, pamphlet)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_add_wards(request, pk):
    if request.method == "POST" and (known := earlier_result(request)):
        return redirect(known)  # a double click: the wards are no choices any more
    pamphlet = _changeable(request, pk)
    form = AddWardsForm(typed_data(request), pamphlet=pamphlet)

    def add():
        wards = list(form.cleaned_data["wards"])
        add_addressees(item=pamphlet, by=request.user, organizations=wards)
        messages.success(request, f"{len(wards)}区に追加で依頼しました。その区にメールで知らせます。")
        warn_without_contact(request, pamphlet, [ward.pk for ward in wards])
        return pamphlet.get_absolute_url()

    if request.method == "POST" and form.is_valid() and (url := form.make_once(add)):
        return redirect(url)
    context = {"pamphlet": pamphlet, **fit_context(pamphlet, list(form.fields["wards"].queryset))}
    return form_page(request, "pamphlets/changes/pamphlet_add_wards.html", form, **context)


TOO_LATE = "発送した区があるため、この依頼は取り下げられません。必要なときは各区へ連絡してください。"


@require_POST
@members_only
def pamphlet_close(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    return close_view(request, pamphlet, partial(close, item=pamphlet))


@resumes_after_login
@require_POST
@members_only
def pamphlet_withdraw(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    if not pamphlet.is_withdrawn and owns(request.user, pamphlet) and has_left(pamphlet):
        raise PermissionDenied(TOO_LATE)
    return withdraw_view(request, pamphlet, partial(withdraw_pamphlet, pamphlet=pamphlet))


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_files(request, pk):
    pamphlet = get_object_or_404(PamphletRequest.objects.visible_to(request.user), pk=pk)
    back, kept = pamphlet.get_absolute_url(), pop_stored_form(request)
    return file_descriptions_page(
        request, owner=pamphlet, title=pamphlet.number_name, back=back, may=can_close, kept=kept
    )
