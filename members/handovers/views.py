"""Handing a post on (引継ぎ) by the person who leaves, the representative or the secretariat."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.idempotency.actions import run_once
from common.pages import outcome_shown
from common.pagination import paginate
from common.refusals import ActionRefused
from members.access.decorators import members_only, secretariat_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from members.handovers import actions, rules
from members.handovers.filters import STATES, HandoverFilter
from members.handovers.forms import HandoverForm
from members.handovers.models import Handover
from members.organizations.rules import can_edit_organization
from members.organizations.views import organization_of_request
from members.users.models import User

STEPS = ["入力", "確認", "完了"]


def _people(user, organization):
    """Those they may name: anybody as representative or secretariat, otherwise only themselves."""
    people = User.objects.of(organization)
    return people if can_edit_organization(user, organization) else people.filter(pk=user.pk)


@resumes_after_login
@members_only
def handover_create(request):
    """The posted stages are confirm, edit (back) and submit."""
    organization = organization_of_request(request)
    people = _people(request.user, organization)
    typed = request.POST if request.method == "POST" else pop_stored_form(request)
    form = HandoverForm(typed, people=people, initial={"leaving": request.GET.get("person") or request.user})
    if request.method != "POST":
        return _form_page(request, organization, form)
    if not form.is_valid():
        return _form_page(request, organization, form, status=400)
    if request.POST.get("stage") == "edit":
        return _form_page(request, organization, HandoverForm(people=people, initial=form.cleaned_data))
    try:
        return _confirm_or_submit(request, organization, form)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, organization, form, status=400)


def _confirm_or_submit(request, organization, form):
    if request.POST.get("stage") == "submit":
        url, _ = run_once(
            form.cleaned_data["idempotency_key"], lambda: _register_handover(request.user, form)
        )
        return redirect(url)
    fields = form.own_fields()
    actions.check_handover(**fields, by=request.user)
    context = {"steps": STEPS, "organization": organization, "form": form}
    return render(request, "members/handovers/handover_confirm.html", context)


def _register_handover(user, form) -> str:
    made = actions.hand_over(**form.own_fields(), by=user)
    if made.leaving_id == user.pk and made.done_at:  # their session has just ended
        return reverse("organization:handover-ended")
    return f"{made.get_absolute_url()}?step=3"


def _form_page(request, organization, form, status=200):
    # what was posted is judged by the rule; offered are only those whose post can still pass on
    form.fields["leaving"].queryset = _people(request.user, organization).with_transferable_post()
    context = {
        "steps": STEPS,
        "form": form,
        "organization": organization,
        "others": can_edit_organization(request.user, organization),
        "handovers": Handover.objects.open_of(organization),
        "resumed": form.is_bound and request.method != "POST",
    }
    return render(request, "members/handovers/handover_create.html", context, status=status)


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
    return render(request, "members/handovers/handover_detail.html", context)


@login_not_required
@require_safe
def handover_ended(request):
    """What a person who handed over their own post reads: their session has ended, so it names nobody."""
    return render(request, "members/handovers/handover_ended.html")


@members_only
@require_POST
def handover_cancel(request, pk):
    found = get_object_or_404(Handover.objects.visible_to(request.user), pk=pk)
    if found.is_open and not rules.can_cancel_handover(request.user, found):
        raise PermissionDenied("引継ぎを取り消せるのは、前任者本人、代表、事務局です。")
    with outcome_shown(request, "引継ぎを取り消しました。変更するときは、もう一度登録してください。"):
        actions.cancel_handover(handover=found, by=request.user)
    return redirect(found)


PER_PAGE = 50


def _tabs(request, chosen, counts) -> list[dict]:
    """The states, each with the other filters as they are."""
    query = request.GET.copy()
    query.pop("page", None)
    tabs = []
    for key, (label, _, _) in STATES.items():
        query["state"] = key
        url = f"?{query.urlencode()}"
        tabs.append({"label": label, "url": url, "current": key == chosen.state, "count": counts[key]})
    return tabs


@secretariat_only
@require_safe
def handover_list(request):
    chosen = HandoverFilter(request.GET)
    found = chosen.apply(Handover.objects.visible_to(request.user))
    counts = found.aggregate(**{key: Count("pk", filter=which) for key, (_, which, _) in STATES.items()})
    _, which, order = STATES[chosen.state]
    rows = found.filter(which).select_related("leaving__section__organization__local_government")
    context = {
        "filter": chosen,
        "tabs": _tabs(request, chosen, counts),
        "page": paginate(rows.order_by(*order), request, per_page=PER_PAGE),
    }
    return render(request, "members/handovers/handover_list.html", context)
