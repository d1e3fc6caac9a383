"""django-allauth's pages where it must be told something first."""

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.account.views import email as allauth_email
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect


@reauthentication_required(allow_get=True)  # an unwatched screen must not give the account away
def email(request):
    """Change the own address; the old one stays until the new one is proved.

    The person's row is the truth here. allauth keeps a list of its own and would take an empty one for
    "no address", so the two are brought together before it looks.
    """
    with transaction.atomic():
        own = EmailAddress.objects.filter(user=request.user)
        own.filter(primary=True).exclude(email=request.user.email).delete()
        own.get_or_create(
            email=request.user.email, defaults={"user": request.user, "verified": True, "primary": True}
        )
    return allauth_email(request)


def key_remove(request, pk):
    """Remove a passkey; allauth asks only of the app whether it may go."""
    key = get_object_or_404(request.user.second_factors, type="webauthn", pk=pk)
    if request.method == "POST" and not get_adapter().can_delete_authenticator(key):
        messages.error(
            request,
            "事務局の方には多要素認証が必要です。別のパスキーか認証アプリを登録してから、取り消してください。",
        )
        return redirect("mfa_list_webauthn")
    return remove_webauthn(request, pk=pk)
