"""How django-allauth behaves in this portal."""

from allauth.account.adapter import DefaultAccountAdapter


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts come from approved applications only; every mail goes through the post room."""

    def is_open_for_signup(self, request):
        return False
