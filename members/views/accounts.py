"""django-allauth's page for the own mail address, told first which address is the proved one."""

from allauth.account.models import EmailAddress
from allauth.account.views import email as allauth_email
from django.db import transaction


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
