"""The pages about the site: what it is, how to find one's way in it, its terms; and a page in English."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.page_cache.caching import cached_for_visitors
from members.metrics.models import Metric
from members.organizations.models import Organization
from members.organizations.queries import member_count
from portal.about.pages import SITE_MAP
from portal.home.figures import published_figures

figures_page = cached_for_visitors(Organization, Metric)


@figures_page
def about(request):
    context = {"figures": published_figures(request.user), "member_count": member_count()}
    return render(request, "portal/about/about.html", context)


@figures_page
def english(request):
    return render(request, "portal/about/english.html", {"figures": published_figures(request.user)})


@login_not_required
@require_safe
def site_map(request):
    """Every front page that the one who asks may open (サイトマップ)."""
    user = request.user
    groups = [
        (title, [(label, reverse(name)) for label, name in pages])
        for title, may, pages in SITE_MAP
        if may(user)
    ]
    return render(request, "portal/about/site_map.html", {"groups": groups})


def _fixed_page(name: str, **options):
    @login_not_required
    @require_safe
    def page(request):
        return render(request, f"portal/about/{name}", **options)

    return page


terms = _fixed_page("terms.html")
privacy = _fixed_page("privacy.html")
accessibility = _fixed_page("accessibility.html")
robots = _fixed_page("robots.txt", content_type="text/plain; charset=utf-8")
