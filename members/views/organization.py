"""One's own organisation: profile, yearly confirmation, hand-over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members import actions, rules
from members.decorators import members_only
from members.forms import HandoverForm, NameForm, SectionForm
from members.kept import keeps_form, pop_kept
from members.models import Handover, Section, User
from members.refusals import Refused
from members.views.asked import organization_asked_for as _organization


def _about(organization):
    people = Prefetch("users", User.objects.filter(is_active=True).order_by("id"), to_attr="people")
    return {"organization": organization, "sections": organization.sections.prefetch_related(people)}


@members_only
@require_safe
def profile(request):
    organization = _organization(request)
    handovers = Handover.objects.open().filter(leaving__section__organization=organization)
    context = {
        **_about(organization),
        "handovers": handovers.select_related("leaving").order_by("effective_on"),
        "may_confirm": rules.can_confirm_organization(request.user, organization),
        "may_edit": rules.can_edit_organization(request.user, organization),
    }
    return render(request, "organization/profile.html", context)


def _edit(request, form, heading, save):
    """A form page that changes one row; what was typed before a login comes back."""
    if request.method == "POST" and form.is_valid():
        save({name: form.cleaned_data[name] for name in form.fields})
        messages.success(request, f"{heading}を保存しました。")
        return redirect("organization:profile")
    context = {"form": form, "heading": heading, "kept": form.is_bound and request.method != "POST"}
    return render(request, "organization/edit.html", context, status=400 if request.method == "POST" else 200)


def _typed(request):
    return request.POST if request.method == "POST" else pop_kept(request)


@keeps_form
@members_only
def section_edit(request, pk):
    sections = Section.objects.select_related("organization")
    if not request.user.is_secretariat:
        sections = sections.filter(organization_id=_organization(request).pk)
    section = get_object_or_404(sections, pk=pk)
    if not rules.can_edit_section(request.user, section):
        raise PermissionDenied("ほかの担当部署の連絡先は、その部署の担当者が変更してください。")
    now = {name: getattr(section, name) for name in SectionForm.base_fields}
    return _edit(
        request,
        SectionForm(_typed(request), initial=now, section=section),
        "担当部署の連絡先",
        lambda fields: actions.change_section(section=section, fields=fields, by=request.user),
    )


@keeps_form
@members_only
def me(request):
    return _edit(
        request,
        NameForm(_typed(request), initial={"name": request.user.name}),
        "氏名",
        lambda fields: actions.change_name(user=request.user, name=fields["name"], by=request.user),
    )


@members_only
def organization_confirm(request):
    """登録内容の確認: everything on one page, one button when it is right."""
    organization = request.user.organization
    if organization is None or not rules.can_confirm_organization(request.user, organization):
        raise PermissionDenied("登録内容の確認は、その団体の担当者だけができます。")
    if request.method == "POST":
        actions.confirm_organization(organization=organization, by=request.user)
        messages.success(request, "登録内容に変更がないことを記録しました。")
        return redirect("organization:profile")
    return render(request, "organization/confirm.html", _about(organization))


@keeps_form
@members_only
def handover(request):
    organization = _organization(request)
    people = User.objects.filter(section__organization=organization, is_active=True).order_by(
        "section_id", "id"
    )
    form = HandoverForm(_typed(request), people=people, initial={"leaving": request.user.pk})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.hand_over(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_handover(request, made)
    context = {
        "form": form,
        "organization": organization,
        "handovers": Handover.objects.open()
        .filter(leaving__section__organization=organization)
        .select_related("leaving"),
        "kept": form.is_bound and request.method != "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "organization/handover.html", context, status=status)


def _after_handover(request, made):
    made.refresh_from_db()
    if made.leaving_id == request.user.pk and made.done_at:  # his session has just ended
        return render(request, "organization/handed_over.html", {"handover": made})
    messages.success(
        request, f"{made.leaving.name}さんから{made.successor_name}さんへの引継ぎを登録しました。"
    )
    return redirect("organization:profile")


@members_only
@require_POST
def handover_cancel(request, pk):
    handovers = Handover.objects.visible_to(request.user).select_related("leaving__section__organization")
    found = get_object_or_404(handovers, pk=pk)
    try:
        actions.cancel_handover(handover=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "引継ぎを取り消しました。")
    return redirect("organization:handover")
