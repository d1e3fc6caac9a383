"""The sections of an organisation (担当部署): contacts changed, sections added and closed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.forms import carried_out
from common.pages import form_page, outcome_shown
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.organizations.rules import can_edit_organization, works_for
from members.organizations.views import organization_of_request, organization_query, redirect_for_organization
from members.sections import actions, rules
from members.sections.forms import SectionAddForm, SectionForm
from members.sections.models import Section


def _section(request, pk):
    return get_object_or_404(
        Section.objects.visible_to(request.user).select_related("organization__local_government"), pk=pk
    )


def _about(request, organization):
    return {"organization": organization, "asked": organization_query(request, organization)}


@resumes_after_login
@members_only
def section_add(request):
    organization = organization_of_request(request)
    if not rules.can_add_section(request.user, organization):
        raise PermissionDenied(
            "担当部署を追加できるのは、代表担当者と事務局だけです。代表担当者に頼んでください。"
        )
    form = SectionAddForm(typed_data(request), section=Section(organization=organization))

    def make():
        fields = {name: form.cleaned_data[name] for name in SectionForm.columns}
        actions.add_section(organization=organization, fields=fields, by=request.user)
        messages.success(request, f"担当部署「{fields['name']}」を追加しました。")
        return redirect_for_organization("organization:profile", request, organization).url

    if request.method == "POST" and form.is_valid() and (url := form.make_once(make, refused_at="name")):
        return redirect(url)
    return form_page(request, "members/sections/section_add.html", form, **_about(request, organization))


@resumes_after_login
@members_only
def section_edit(request, pk):
    section = _section(request, pk)
    if not section.is_open:
        raise PermissionDenied("この担当部署は廃止されているため、連絡先を変更できません。")
    if not rules.can_edit_section(request.user, section):
        raise PermissionDenied("ほかの担当部署の連絡先は、その部署の担当者が変更してください。")
    now = {name: getattr(section, name) for name in SectionForm.columns}
    foreign = not works_for(request.user, section.organization)
    form = SectionForm(typed_data(request), initial=now, section=section, with_reason=foreign)
    if request.method == "POST" and form.is_valid():
        facts = {"section": section, "fields": form.typed, "version": form.cleaned_data["version"]}
        facts["reason"] = form.cleaned_data.get("reason", "")
        if carried_out(form, actions.change_section, **facts, by=request.user):
            messages.success(request, "担当部署の連絡先を保存しました。")
            section.refresh_from_db()
            if section.held_reason:
                messages.info(request, section.held_reason)
            return redirect_for_organization("organization:profile", request, section.organization)
    context = _about(request, section.organization) | {"heading": "担当部署の連絡先"}
    return form_page(request, "members/organizations/edit.html", form, **context)


@members_only
def section_close(request, pk):
    """廃止: a page of its own that says what will happen, or why it cannot happen yet."""
    section = _section(request, pk)
    organization = section.organization
    if not can_edit_organization(request.user, organization):
        raise PermissionDenied(
            "担当部署を廃止できるのは、代表担当者と事務局だけです。代表担当者に頼んでください。"
        )
    if not section.is_open:
        messages.info(request, f"担当部署「{section.name}」は、すでに廃止されています。")
        return redirect_for_organization("organization:profile", request, organization)
    refusal = actions.closing_blocked_reason(section)
    if request.method == "POST" and not refusal:
        try:
            actions.close_section(section=section, by=request.user)
        except ActionRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"担当部署「{section.name}」を廃止しました。")
            return redirect_for_organization("organization:profile", request, organization)
    people = section.users.active().order_by("id")
    context = {"section": section, "refusal": refusal, "people": people, **_about(request, organization)}
    status = 400 if request.method == "POST" else 200
    return render(request, "members/sections/section_close.html", context, status=status)


def _settled(request, pk):
    """A section with another mailbox than before, of one who may confirm it or put the one before back."""
    section = _section(request, pk)
    if not rules.can_settle_mailbox(request.user, section):
        raise PermissionDenied(actions.NOT_YOURS)
    return section


@members_only
@require_safe
def mailbox_change(request, pk):
    """共通アドレスの変更: what it was, what it is, and the two buttons."""
    section = _settled(request, pk)
    context = {"section": section, **_about(request, section.organization)}
    return render(request, "members/sections/mailbox_change.html", context)


@members_only
@require_POST
def mailbox_confirm(request, pk):
    section = _settled(request, pk)
    with outcome_shown(request, f"{section.name}の共通アドレスの変更を確認しました。"):
        actions.confirm_mailbox(section=section, by=request.user)
    return redirect("organization:mailbox-change", pk=pk)


@members_only
@require_POST
def mailbox_put_back(request, pk):
    section = _settled(request, pk)
    with outcome_shown(request, f"{section.name}の共通アドレスを元に戻しました。"):
        actions.put_mailbox_back(section=section, by=request.user)
    return redirect("organization:mailbox-change", pk=pk)


def mailbox_token_passed(request, mail_token):
    actions.object_to_mailbox(mail_token=mail_token)
    return redirect("members:mailbox-returned")


@login_not_required
@require_safe
def mailbox_returned(request):
    """What the mailbox before reads once it has objected; nothing of the record."""
    return render(request, "members/sections/mailbox_returned.html")
