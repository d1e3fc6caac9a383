"""Handing a post on (引継ぎ) by him who leaves, the representative or the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from members import actions, rules
from members.decorators import members_only
from members.forms import HandoverForm
from members.kept import keeps_form, pop_kept
from members.models import Handover, User
from members.refusals import Refused
from members.views.whose import organization_asked_for
from office.once import once

STEPS = ["入力", "確認", "完了"]


def _people(user, organization):
    """Those he may name: anybody as representative or secretariat, otherwise himself."""
    people = User.objects.of(organization)
    return people if rules.can_edit_organization(user, organization) else people.filter(pk=user.pk)


@keeps_form
@members_only
def handover(request):
    """The posted stages are confirm, edit (back) and submit."""
    organization = organization_asked_for(request)
    people = _people(request.user, organization)
    typed = request.POST if request.method == "POST" else pop_kept(request)
    form = HandoverForm(typed, people=people, initial={"leaving": request.GET.get("person") or request.user})
    if request.method != "POST":
        return _form_page(request, organization, form)
    if not form.is_valid():
        return _form_page(request, organization, form, status=400)
    if request.POST.get("stage") == "edit":
        return _form_page(request, organization, HandoverForm(people=people, initial=form.cleaned_data))
    try:
        return _confirm_or_submit(request, organization, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, organization, form, status=400)


def _confirm_or_submit(request, organization, form):
    if request.POST.get("stage") == "submit":
        url, _ = once(form.cleaned_data["once"], lambda: _register(request.user, form))
        return redirect(url)
    fields = form.own_fields()
    actions.check_handover(**fields, by=request.user)
    context = {"steps": STEPS, "organization": organization, "form": form}
    return render(request, "organization/handover_confirm.html", context)


def _register(user, form) -> str:
    made = actions.hand_over(**form.own_fields(), by=user)
    if made.leaving_id == user.pk and made.done_at:  # his session has just ended
        return reverse("organization:handover-ended")
    return f"{made.get_absolute_url()}?step=3"


def _form_page(request, organization, form, status=200):
    # what was posted is judged by the rule; offered are only those whose post can still pass on
    form.fields["leaving"].queryset = _people(request.user, organization).to_be_succeeded()
    context = {
        "steps": STEPS,
        "form": form,
        "organization": organization,
        "others": rules.can_edit_organization(request.user, organization),
        "handovers": Handover.objects.open_of(organization),
        "kept": form.is_bound and request.method != "POST",
    }
    return render(request, "organization/handover.html", context, status=status)


@members_only
@require_safe
def handover_detail(request, pk):
    handovers = Handover.objects.visible_to(request.user)
    found = get_object_or_404(handovers.select_related("created_by", "cancelled_by", "successor"), pk=pk)
    context = {
        "handover": found,
        "organization": found.organization,
        "steps": STEPS if request.GET.get("step") == "3" else (),
        "may_cancel": rules.can_cancel_handover(request.user, found),
        "may_see_paper": rules.can_see_handover_paper(request.user, found.leaving),
    }
    return render(request, "organization/handover_detail.html", context)


@login_not_required
@require_safe
def handover_ended(request):
    """What he who handed over his own post reads: his session has ended, so it names nobody."""
    return render(request, "organization/handed_over.html")


@members_only
@require_POST
def handover_cancel(request, pk):
    found = get_object_or_404(Handover.objects.visible_to(request.user), pk=pk)
    if found.is_open and not rules.can_cancel_handover(request.user, found):
        raise PermissionDenied("引継ぎを取り消せるのは、前任者本人、代表、事務局です。")
    try:
        actions.cancel_handover(handover=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "引継ぎを取り消しました。変更するときは、もう一度登録してください。")
    return redirect(found)
