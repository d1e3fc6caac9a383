"""The secretariat writes what stands above every page in an emergency (緊急のご案内), and takes it away."""

from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.japanese_calendar import today
from common.pagination import paginate
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login
from members.registers.views import row_page, row_removed
from portal.emergency_banners.forms import EmergencyBannerForm
from portal.emergency_banners.models import EmergencyBanner
from portal.emergency_banners.shown import ask_again

BACK = "portal:emergency-list"


@secretariat_only
@require_safe
def emergency_list(request):
    page = paginate(EmergencyBanner.objects.all(), request, per_page=50)
    for banner in page.rows:
        banner.is_shown = banner.is_shown_on(today())
    return render(request, "portal/emergency_banners/emergency_list.html", {"page": page, "today": today()})


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def emergency(request, pk=None):
    row = get_object_or_404(EmergencyBanner, pk=pk) if pk else EmergencyBanner()
    remove = reverse("portal:emergency-remove", args=[pk]) if pk else ""
    response = row_page(request, EmergencyBannerForm, row, back=BACK, remove=remove)
    transaction.on_commit(ask_again)
    return response


@secretariat_only
@require_POST
def emergency_remove(request, pk):
    response = row_removed(request, get_object_or_404(EmergencyBanner, pk=pk), back=BACK)
    transaction.on_commit(ask_again)
    return response
