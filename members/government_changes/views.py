"""Changes of local governments: registered after a dry run, carried out, called off."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import japanese_calendar
from common.audit_log.queries import entries_of
from common.idempotency.actions import earlier_result
from common.pages import form_page, outcome_shown, staged_form
from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.government_changes import actions, dry_run, rules
from members.government_changes.forms import FORMS
from members.government_changes.models import GovernmentChange
from members.government_changes.queries import changes_with_governments
from members.local_governments.models import LocalGovernment
from members.local_governments.panels import local_government_tabs

STEPS = ["入力", "試算の確認", "完了"]


@secretariat_only
@require_safe
def government_change_list(request):
    state = request.GET.get("state", "")
    changes = GovernmentChange.objects.visible_to(request.user)
    if state in GovernmentChange.State.values:
        changes = changes.filter(state=state)
    context = {
        "page": paginate(changes_with_governments(changes), request, per_page=50),
        "chips": state_tabs([("", "すべて"), *GovernmentChange.State.choices], state),
        "tabs": local_government_tabs("members:government-change-list"),
        "kinds": GovernmentChange.Kind.choices,
    }
    return render(request, "members/government_changes/government_change_list.html", context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def government_change_new(request, kind):
    """The form of one kind; it is looked over with the dry run."""
    if kind not in FORMS:
        raise Http404
    is_last = request.POST.get("stage") == "submit"
    if is_last and (url := earlier_result(request)):
        return redirect(url)  # pressed twice: by now the bodies are no longer those that were typed
    show = partial(form_page, request, steps=STEPS, kind=kind)
    return staged_form(
        request,
        FORMS[kind](typed_data(request), initial=_known(request, kind)),
        page=partial(show, "members/government_changes/government_change_form.html"),
        confirm=partial(_confirm, show, request.user),
        submit=partial(_submit, request),
    )


def _confirm(show, user, form):
    return show(
        "members/government_changes/government_change_confirm.html",
        form,
        report=dry_run.dry_run_new_change(facts=form.facts, predecessors=form.predecessors, by=user),
        is_due=form.cleaned_data["effective_on"] <= japanese_calendar.today(),
    )


def _submit(request, form):
    def make():
        change = actions.register_government_change(
            facts=form.facts, predecessors=form.predecessors, by=request.user
        )
        messages.success(request, "変更を登録しました。")
        return change.get_absolute_url()

    return redirect(form.run_once(make))


def _known(request, kind) -> dict:
    """What the page of a body already knows: `?body=` is the row the secretary came from."""
    pk = request.GET.get("body", "")
    known = pk.isascii() and pk.isdigit() and len(pk) < 10
    body = LocalGovernment.objects.current().filter(pk=pk).first() if known else None
    if body is None:
        return {}
    named = {"predecessors": body.full_name}
    if kind == GovernmentChange.Kind.RENAME:
        named |= {"code": body.code, "district": body.district, "website": body.website}
    return {"absorbing": body.full_name} if kind == GovernmentChange.Kind.MERGER_INTO else named


def _change(request, pk) -> GovernmentChange:
    changes = GovernmentChange.objects.visible_to(request.user)
    return get_object_or_404(changes_with_governments(changes), pk=pk)


@secretariat_only
@require_safe
def government_change_detail(request, pk):
    change = _change(request, pk)
    context = {
        "change": change,
        "report": dry_run.report_of_change(change) if change.is_done else None,
        "entries": entries_of(change),
        "can_cancel": rules.can_cancel_government_change(request.user, change),
    }
    return render(request, "members/government_changes/government_change_detail.html", context)


@secretariat_only
@require_safe
def government_change_dry_run(request, pk):
    """What a planned change would do today."""
    change = _change(request, pk)
    context = {"change": change, "is_due": change.is_due}
    try:
        context["report"] = dry_run.dry_run_change(change, request.user)
    except ActionRefused as refusal:
        context["refusal"] = str(refusal)
    status = 400 if "refusal" in context else 200
    return render(
        request, "members/government_changes/government_change_dry_run.html", context, status=status
    )


@secretariat_only
@require_POST
def government_change_run(request, pk):
    change = _change(request, pk)
    if not rules.can_carry_out_government_change(request.user, change) and change.is_planned:
        raise PermissionDenied
    with outcome_shown(request, "変更を実施しました。"):
        actions.carry_out_government_change(change=change, by=request.user)
    return redirect(change)


@secretariat_only
@require_POST
def government_change_cancel(request, pk):
    change = _change(request, pk)
    with outcome_shown(request, "予定していた変更を取りやめました。"):
        actions.cancel_government_change(change=change, by=request.user)
    return redirect(change)
