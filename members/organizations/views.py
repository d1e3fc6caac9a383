"""Which organisation a page is about stays in its address: one's own, or the one the secretariat asks for."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from members.organizations.models import Organization


def organization_of_request(request) -> Organization:
    """One's own; the secretariat may name another by ?organization=."""
    asked = request.GET.get("organization", "")
    if asked and request.user.is_secretariat and asked.isascii() and asked.isdigit():
        return get_object_or_404(Organization.objects.select_related("local_government"), pk=asked[:9])
    if request.user.organization is None:
        raise PermissionDenied(
            "所属する団体が登録されていません。データの修正（管理画面）で担当部署を登録してください。"
        )
    return request.user.organization


def organization_query(request, organization) -> str:
    """The query string that names an organisation which is not one's own."""
    return "" if organization == request.user.organization else f"?organization={organization.pk}"


def redirect_for_organization(name: str, request, organization):
    """Redirect to a page of that organisation."""
    return redirect(reverse(name) + organization_query(request, organization))
