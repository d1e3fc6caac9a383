"""The public page of one's own organisation, edited; and what was changed there before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from members import actions, rules, words
from members.decorators import keeps_form, members_only
from members.forms import OrganizationForm
from members.kept import pop_kept
from members.refusals import Refused
from members.selectors import history_of
from members.views.whose import organization_asked_for
from office.paging import paginate

PER_PAGE = 20


@keeps_form
@members_only
def organization_edit(request):
    organization = organization_asked_for(request)
    if not rules.can_edit_organization(request.user, organization):
        raise PermissionDenied("団体の紹介は、代表の役割の人が修正してください。")
    typed = request.POST if request.method == "POST" else pop_kept(request)
    form = OrganizationForm(typed, request.FILES or None, organization=organization, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organization(organization=organization, fields=form.values, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "団体の紹介を保存しました。公開ページに反映されています。")
            return redirect(organization)
    context = {
        "form": form,
        "organization": organization,
        "kept": form.is_bound and request.method != "POST",
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "organization/profile_edit.html", context, status=status)


@members_only
@require_safe
def organization_history(request):
    """変更の記録: everything the register holds of the organisation and its sections."""
    organization = organization_asked_for(request)
    if not rules.can_see_record(request.user, organization):
        raise PermissionDenied
    page = paginate(history_of(organization), request, per_page=PER_PAGE)
    context = {
        "organization": organization,
        "page": page,
        "lines": [words.line_of(entry) for entry in page],
        "is_own": rules.works_for(request.user, organization),
    }
    return render(request, "organization/history.html", context)
