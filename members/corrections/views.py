"""The secretariat corrects what an organisation cannot change itself (名称・読み・会員登録日)."""

from django.contrib import messages
from django.views.decorators.http import require_http_methods

from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.corrections.forms import CorrectionForm
from members.organizations.actions import correct_organization
from members.organizations.views import organization_of_request, organization_query, redirect_for_organization


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def organization_correct(request):
    organization = organization_of_request(request)
    form = CorrectionForm(typed_data(request), organization=organization)
    if request.method == "POST" and form.is_valid():
        facts = {"organization": organization, "fields": form.typed, "by": request.user}
        facts |= {name: form.cleaned_data[name] for name in ("reason", "version")}
        if carried_out(form, correct_organization, **facts):
            messages.success(request, "登録を修正しました。")
            return redirect_for_organization("organization:profile", request, organization)
    context = {"organization": organization, "asked": organization_query(request, organization)}
    return form_page(request, "members/corrections/organization_correct.html", form, **context)
