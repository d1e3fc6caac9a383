"""The public directory of members (会員自治体) and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from members import rules
from members.decorators import members_only
from members.directory import Filter, sheet_rows
from members.models import Metric, Organization
from office import register
from office.calendar import today
from office.paging import paginate
from office.sheet import csv_response, xlsx_response

PER_PAGE = 100


@login_not_required
@require_safe
def organization_list(request):
    chosen = Filter(request.GET)
    page = paginate(chosen.rows(request.user), request, per_page=PER_PAGE)
    figures = Metric.objects.latest_of(["members", "partner_municipalities", "agreement_regions"])
    context = {
        "filter": chosen,
        "page": page,
        "groups": chosen.groups(page.rows),
        "count": Organization.objects.members().count(),
        "figures": [figures[name] for name in figures],
        "today": today(),
    }
    return render(request, "members/organization_list.html", context)


@login_not_required
@require_safe
def organization_detail(request, slug):
    organizations = Organization.objects.visible_to(request.user).select_related("local_government")
    if len(slug) == 6:
        organization = organizations.filter(local_government__code=slug).first()
        if organization is None:
            organization = get_object_or_404(organizations, pk=slug)
    else:
        organization = get_object_or_404(organizations, pk=slug)
    if organization.slug != slug:
        return redirect(organization, permanent=True)
    sees_contacts = request.user.is_authenticated and request.user.is_member
    context = {
        "organization": organization,
        "sections": organization.sections.all() if sees_contacts else (),
        "sees_contacts": sees_contacts,
        "can_edit": request.user.is_authenticated and rules.can_edit_organization(request.user, organization),
    }
    return render(request, "members/organization_detail.html", context)


@members_only
@require_safe
def organization_sheet(request, kind):
    """The directory as filtered, for members: one row per section, codes as text."""
    respond = xlsx_response if kind == "xlsx" else csv_response
    header, rows = sheet_rows(Filter(request.GET), request.user)
    register.record(by=request.user, verb="members.directory_exported", obj=None, kind=kind)
    name = f"会員名簿_{today():%Y%m%d}"
    return respond(name, header, rows, text_columns=(0, 6, 7))
