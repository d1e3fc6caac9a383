"""One's own organisation: profile, yearly confirmation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from members import actions, rules
from members.decorators import members_only
from members.forms import NameForm, OrganizationForm, SectionForm
from members.kept import keeps_form, pop_kept
from members.models import Handover, Organization, Section, User


def _organization(request):
    """One's own; the secretariat may name another by ?organization=."""
    asked = request.GET.get("organization", "")
    if asked and request.user.is_secretariat and asked.isascii() and asked.isdigit():
        return get_object_or_404(Organization.objects.select_related("local_government"), pk=asked[:9])
    if request.user.organization is None:
        raise PermissionDenied("所属する団体が登録されていません。管理画面で担当部署を登録してください。")
    return request.user.organization


def _about(organization):
    people = Prefetch("users", User.objects.filter(is_active=True).order_by("id"), to_attr="people")
    return {"organization": organization, "sections": organization.sections.prefetch_related(people)}


@members_only
@require_safe
def profile(request):
    organization = _organization(request)
    context = {
        **_about(organization),
        "handovers": Handover.objects.open_of(organization),
        "may_confirm": rules.can_confirm_organization(request.user, organization),
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
def organization_edit(request):
    organization = _organization(request)
    if not rules.can_edit_organization(request.user, organization):
        raise PermissionDenied
    now = {"introduction": organization.introduction, "website": organization.website}
    return _edit(
        request,
        OrganizationForm(_typed(request), initial=now),
        "団体の紹介",
        lambda fields: actions.change_organization(organization=organization, fields=fields, by=request.user),
    )


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
