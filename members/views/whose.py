"""Which organisation a page is about stays in its address: one's own, or the one the secretariat asks for."""

from django.shortcuts import redirect
from django.urls import reverse


def asked(request, organization) -> str:
    """The query string that names an organisation which is not one's own."""
    return "" if organization == request.user.organization else f"?organization={organization.pk}"


def back_to(name: str, request, organization):
    """Redirect to a page of that organisation."""
    return redirect(reverse(name) + asked(request, organization))
