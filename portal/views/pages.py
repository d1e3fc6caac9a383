"""The pages about the site, the same for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.models import Organization
from portal import figures
from portal.freshness import about_page


@about_page
def about(request):
    return render(
        request,
        "portal/about.html",
        {"words": figures.published(), "member_count": Organization.objects.members().count()},
    )


@login_not_required
@require_safe
def terms(request):
    return render(request, "portal/terms.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "portal/privacy.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")


@login_not_required
@require_safe
def robots(request):
    return render(request, "portal/robots.txt", content_type="text/plain; charset=utf-8")
