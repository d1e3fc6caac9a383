"""Handing a post on (引継ぎ) by the person who leaves, the representative or the secretariat."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.pages import form_page, outcome_shown, staged_form
from common.pagination import paginate, state_tabs
from members.access.decorators import members_only, secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.handovers import actions, rules
from members.handovers.filters import STATES, HandoverFilter
from members.handovers.forms import HandoverForm, SectionHandoverForm
from members.handovers.models import Handover
from members.organizations.rules import can_edit_organization
from members.organizations.views import organization_of_request, redirect_for_organization
from members.sections.models import Section
from members.users.models import User

STEPS = ["入力", "確認", "完了"]


def _people(user, organization):
    """Those they may name: anybody as representative or secretariat, otherwise only themselves."""
    people = User.objects.of(organization)
    return people if can_edit_organization(user, organization) else people.filter(pk=user.pk)


@resumes_after_login
@members_only
def handover_create(request):
    """Who leaves, who follows, from which day."""
    organization = organization_of_request(request)
    people = _people(request.user, organization)
    leaving = request.GET.get("person") or request.user
    show = partial(form_page, request, steps=STEPS, organization=organization)
    return staged_form(
        request,
        HandoverForm(typed_data(request), people=people, initial={"leaving": leaving}),
        page=partial(_form_page, show, request.user, organization),
        confirm=partial(_confirm, show, request.user),
        submit=lambda form: redirect(form.run_once(lambda: _register_handover(request.user, form))),
    )


def _confirm(show, user, form):
    actions.check_handover(**form.own_fields(), by=user)
    return show("members/handovers/handover_confirm.html", form)


def _register_handover(user, form) -> str:
    made = actions.hand_over(**form.own_fields(), by=user)
    if made.leaving_id == user.pk and made.done_at:  # their session has just ended
        return reverse("organization:handover-ended")
    return f"{made.get_absolute_url()}?step=3"


def _form_page(show, user, organization, form):
    # what was posted is judged by the rule; offered are only those whose post can still pass on
    form.fields["leaving"].queryset = _people(user, organization).with_transferable_post()
    return show(
        "members/handovers/handover_create.html",
        form,
        others=can_edit_organization(user, organization),
        handovers=Handover.objects.open_of(organization),
        sections=organization.sections.open().order_by("id"),
    )


@resumes_after_login
@members_only
def handover_section(request, pk):
    """A whole section on one day: each person's successor, tried, looked over and registered in one act."""
    sections = (
        Section.objects.open().visible_to(request.user).select_related("organization__local_government")
    )
    section = get_object_or_404(sections, pk=pk)
    if not can_edit_organization(request.user, section.organization):
        raise PermissionDenied("担当部署の全員の引継ぎを登録できるのは、代表担当者と事務局です。")
    people = section.users.active().with_transferable_post().order_by("pk")
    show = partial(form_page, request, steps=STEPS, section=section, organization=section.organization)

    def confirm(form):
        _hand_over_section(request.user, form, dry_run=True)
        return show("members/handovers/section_confirm.html", form)

    return staged_form(
        request,
        SectionHandoverForm(typed_data(request), people=people),
        page=partial(show, "members/handovers/section_handover.html"),
        confirm=confirm,
        submit=lambda form: redirect(form.run_once(lambda: _register_section(request, section, form))),
    )


def _hand_over_section(user, form, *, dry_run: bool = False) -> list[Handover]:
    day = form.cleaned_data["effective_on"]
    return actions.hand_over_section(by=user, effective_on=day, successors=form.successors, dry_run=dry_run)


def _register_section(request, section, form) -> str:
    made = _hand_over_section(request.user, form)
    if any(one.leaving_id == request.user.pk and one.done_at for one in made):
        return reverse("organization:handover-ended")
    messages.success(request, f"{section.name}の{len(made)}人の引継ぎを登録しました。")
    return redirect_for_organization("organization:handover-create", request, section.organization).url


@members_only
@require_safe
def handover_detail(request, pk):
    people = ("created_by", "approved_by", "cancelled_by", "successor")
    handovers = Handover.objects.visible_to(request.user).select_related(*people)
    found = get_object_or_404(handovers, pk=pk)
    context = {
        "handover": found,
        "organization": found.organization,
        "steps": STEPS if request.GET.get("step") == "3" else (),
        "may_approve": rules.can_approve_handover(request.user, found),
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
def handover_approve(request, pk):
    """The yes to a representative's succession that was told from a mailbox."""
    found = get_object_or_404(Handover.objects.visible_to(request.user), pk=pk)
    if found.awaits_approval and not rules.can_approve_handover(request.user, found):
        raise PermissionDenied("代表担当者の引継ぎを承認できるのは、ほかの代表担当者と事務局です。")
    with outcome_shown(request, "引継ぎを承認しました。"):
        actions.approve_handover(handover=found, by=request.user)
    return redirect(found)


@members_only
@require_POST
def handover_cancel(request, pk):
    found = get_object_or_404(Handover.objects.visible_to(request.user), pk=pk)
    if found.is_open and not rules.can_cancel_handover(request.user, found):
        raise PermissionDenied("引継ぎを取り消せるのは、前任者本人、代表担当者、事務局です。")
    with outcome_shown(request, "引継ぎを取り消しました。変更するときは、もう一度登録してください。"):
        actions.cancel_handover(handover=found, by=request.user)
    return redirect(found)


PER_PAGE = 50


@secretariat_only
@require_safe
def handover_list(request):
    chosen = HandoverFilter(request.GET)
    found = chosen.apply(Handover.objects.visible_to(request.user))
    counts = found.aggregate(**{key: Count("pk", filter=which) for key, (_, which, _) in STATES.items()})
    _, which, order = STATES[chosen.state]
    rows = found.filter(which).select_related("leaving__section__organization__local_government")
    states = [(key, label) for key, (label, _, _) in STATES.items()]
    query = request.GET.dict() | {"page": ""}
    context = {
        "filter": chosen,
        "tabs": state_tabs(states, chosen.state, counts, query=query),
        "page": paginate(rows.order_by(*order), request, per_page=PER_PAGE),
    }
    return render(request, "members/handovers/handover_list.html", context)
