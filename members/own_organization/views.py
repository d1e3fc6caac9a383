"""One's own organisation: profile, yearly confirmation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from members import actions, rules, selectors
from members.decorators import members_only
from members.forms import NameForm
from members.kept import keeps_form, pop_kept
from members.models import Handover, User
from members.views.whose import organization_asked_for


def _about(organization):
    people = Prefetch("users", User.objects.filter(is_active=True).order_by("id"), to_attr="people")
    return {"organization": organization, "sections": organization.sections.open().prefetch_related(people)}


@members_only
@require_safe
def profile(request):
    organization = organization_asked_for(request)
    context = {
        **_about(organization),
        "handovers": Handover.objects.open_of(organization),
        "may_withdraw": rules.can_withdraw_organization(request.user, organization),
        "may_confirm": rules.can_confirm_organization(request.user, organization),
        "may_manage": rules.can_manage_people(request.user, organization),
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
        if left := [
            entry.section.name for entry in selectors.asked_of(organization) if not entry.is_answered
        ]:
            messages.info(request, f"ほかの担当部署の回答を待っています: {'、'.join(left)}")
        return redirect("organization:profile")
    asked = selectors.asked_of(organization)
    may_answer = asked.waiting().vouched_by(request.user).exists()
    context = _about(organization) | {"asked": asked, "may_answer": may_answer}
    return render(request, "organization/confirm.html", context)
