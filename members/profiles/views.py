"""The public page of one's own organisation, edited; and what was changed there before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from members.organizations.rules import can_edit_organization
from members.organizations.views import organization_of_request
from members.profiles import actions
from members.profiles.forms import ProfileForm


@resumes_after_login
@members_only
def organization_edit(request):
    organization = organization_of_request(request)
    if not can_edit_organization(request.user, organization):
        raise PermissionDenied("団体の紹介は、代表の役割の人が修正してください。")
    typed = request.POST if request.method == "POST" else pop_stored_form(request)
    form = ProfileForm(typed, request.FILES or None, organization=organization, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(organization=organization, fields=form.values, by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "団体の紹介を保存しました。公開ページに反映されています。")
            return redirect(organization)
    context = {
        "form": form,
        "organization": organization,
        "resumed": form.is_bound and request.method != "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "members/profiles/organization_edit.html", context, status=status)
