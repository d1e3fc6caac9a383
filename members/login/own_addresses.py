from allauth.account.models import EmailAddress
from django.db import transaction


def sync_own_address(user) -> None:
    """Bring allauth's own list of addresses together with the person's row, which is the truth.

    It would take an empty list for "no address", and would have an address that is not in it verified.
    """
    with transaction.atomic():
        own = EmailAddress.objects.filter(user=user)
        own.filter(primary=True).exclude(email=user.email).delete()
        own.get_or_create(email=user.email, defaults={"user": user, "verified": True, "primary": True})
