"""The public page of one's own organisation, edited; and what was changed there before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.organizations.rules import can_edit_organization
from members.organizations.views import organization_of_request
from members.profiles import actions
from members.profiles.forms import ProfileForm


@resumes_after_login
@members_only
def organization_edit(request):
    organization = organization_of_request(request)
    if not can_edit_organization(request.user, organization):
        raise PermissionDenied("団体の紹介は、代表担当者の役割の人が修正してください。")
    form = ProfileForm(typed_data(request), request.FILES or None, organization=organization, by=request.user)
    if request.method == "POST" and form.is_valid():
        facts = {"organization": organization, "fields": form.values, "by": request.user}
        facts["version"] = form.cleaned_data["version"]
        if carried_out(form, actions.change_profile, **facts):
            messages.success(request, "団体の紹介を保存しました。公開ページに反映されています。")
            return redirect(organization)
    return form_page(request, "members/profiles/organization_edit.html", form, organization=organization)
