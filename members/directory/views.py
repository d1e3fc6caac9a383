"""The public directory of members (会員自治体) and the page of each."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.attachments.models import StoredFile
from common.audit_log.actions import record
from common.japanese_calendar import today
from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from common.spreadsheets.writing import csv_response, xlsx_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.directory.filters import PER_PAGE, VIEWS, DirectoryFilter
from members.directory.groups import TAGS, groups
from members.directory.spreadsheets import sheet_rows
from members.directory.tile_map import small_map, tile_map
from members.local_governments.agreement_regions import agreement_region_of
from members.local_governments.models import FormerName, LocalGovernment
from members.local_governments.prefectures import CODE_OF
from members.local_governments.ward_partnerships import partnerships_of
from members.metrics.models import Metric
from members.organizations.body_panels import body_panels, models_of_panels
from members.organizations.models import Organization
from members.organizations.queries import member_count, organization_at
from members.organizations.rules import can_edit_organization
from members.organizations.sharing import sharing_of

OF_BODIES = (Organization, LocalGovernment, FormerName, StoredFile)
public_page = cached_for_visitors(*OF_BODIES, Metric, *models_of_panels())


@public_page
def organization_list(request):
    chosen = DirectoryFilter(request.GET)
    numbers = chosen.numbers(request.user)
    rows = chosen.rows(request.user)
    page = paginate(rows, request, per_page=PER_PAGE[chosen.view], total=chosen.total(numbers))
    context = {
        "filter": chosen,
        "page": page,
        "groups": groups(page.rows, chosen, numbers),
        "count": member_count() if chosen.words else sum(numbers.values()),
        "map": tile_map(numbers, chosen.url_of_prefectures, chosen=chosen.prefecture),
        "unplaced": numbers.get("", 0),
        "published": Metric.objects.latest_of([Metric.Name.MEMBERS]).get(Metric.Name.MEMBERS),
        "today": today(),
        "tabs": [
            {"label": label, "url": chosen.url(view=view), "current": view == chosen.view}
            for view, label in VIEWS.items()
        ],
    }
    response = render(request, "members/directory/organization_list.html", context)
    if chosen.q:  # found by the index of texts, which nobody tells of
        response.kept_until = timezone.now()
    return response


@public_page
def organization_detail(request, slug):
    organization = organization_at(slug, request.user)
    if organization is None:
        raise Http404
    if organization.slug != slug:
        return redirect(organization)
    sees_contacts = request.user.is_authenticated and request.user.is_member
    tone, word = TAGS.get(organization.kind, ("key", organization.get_kind_display()))
    context = {
        "organization": organization,
        "tone": tone,
        "word": word,
        **_where_and_with_whom(organization),
        "sections": organization.sections.open() if sees_contacts else (),
        "memberships": organization.memberships.all() if _is_secretariat(request) else (),
        "sees_contacts": sees_contacts,
        "is_unconfirmed": sees_contacts and organization.is_unconfirmed,
        "former_names": organization.local_government.former_names.all()
        if organization.local_government
        else (),
        "panels": body_panels(organization.local_government, organization, request.user),
        "sharing": sharing_of(organization) if organization.is_member else None,
        "can_edit": request.user.is_authenticated and can_edit_organization(request.user, organization),
    }
    return render(request, "members/directory/organization_detail.html", context)


def _where_and_with_whom(organization) -> dict:
    """Its place in the country, and what public papers tell of its agreements; no query."""
    code, prefecture = organization.slug, CODE_OF.get(organization.prefecture, "")
    return {
        "prefecture_code": prefecture,
        "locator": small_map(chosen=prefecture) if prefecture else "",
        "agreement_region": agreement_region_of(code),
        "partnerships": partnerships_of(code),
    }


def _is_secretariat(request) -> bool:
    return request.user.is_authenticated and request.user.is_secretariat


@members_only
@rate_limited(EXPORTS)
@require_safe
def organization_sheet(request, kind):
    """The directory as filtered, for members: one row per section, codes as text."""
    respond = xlsx_response if kind == "xlsx" else csv_response
    header, rows = sheet_rows(DirectoryFilter(request.GET), request.user)
    record(by=request.user, verb="members.directory_exported", obj=None, kind=kind)
    name = f"会員名簿_{today():%Y%m%d}"
    return respond(name, header, rows, text_columns=(0, 6, 7))
