"""What one ward gave, and what one municipality was given; over all disasters."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from common.compiled_queries.compiled import compiled
from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.disasters.queries import named_by_page
from disaster.figures.scopes import Records, Scope, disasters_in
from disaster.figures.values import figures_told
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

body_page = cached_for_visitors(
    Disaster, DisasterPeriod, LocalGovernment, Organization, SupportRecord, SupportRecordVersion
)


@body_page
def ward_support(request, code):
    """Of a special ward: what it gave by itself."""
    return _page(request, code, "sender_government", Scope(ward=code))


@body_page
def municipality_support(request, code):
    return _page(request, code, "recipient_government", Scope(municipality=code))


def _tells(value, scope) -> bool:
    """Whether a figure says more than the heading of the page and the number of its rows."""
    return value.figure.key not in ("records", "dispatch-wards" if scope.ward else "helped-governments")


def _named_today(code, side) -> LocalGovernment:
    """For a day on which no record named it yet."""
    told = SupportRecordVersion.objects.as_recorded().filter(
        record__disaster__in=Disaster.objects.told_in_public(), **{f"{side}__code": code}
    )
    return get_object_or_404(LocalGovernment, pk__in=told.values(side))


@compiled
def _told(records):
    """Newest disaster first."""
    return records.told().with_names().order_by("-record__disaster__began_on", "record")


def _page(request, code, side, scope):
    """404 for a body that no public record names."""
    moments = Moments.read(request.GET)
    disasters = disasters_in(scope, moments.recorded)
    page = paginate(_told.listing(Records.of(scope, moments, disasters)), request, per_page=100)
    if not page.rows and not moments.asked:
        raise Http404
    named_by_page(page.rows, moments.recorded)
    government = getattr(page.rows[0], side) if page.rows else _named_today(code, side)
    context = {
        "government": government,
        "organization": Organization.objects.members().filter(local_government=government).first(),
        "gives": side == "sender_government",
        "moments": moments,
        "figures": [
            each for each in figures_told(scope, moments, disasters) if each.known and _tells(each, scope)
        ],
        "page": page,
    }
    return render(request, "disaster/body_support/body_support.html", context)
