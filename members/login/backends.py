"""What a secretariat officer who is not a superuser may do in /admin/."""

from allauth.account.auth_backends import AuthenticationBackend

# app label -> actions on every model of it; the register, mail and files are read only by their admin classes
SECRETARIAT_MAY = {
    "members": {"view", "add", "change"},
    "board": {"view", "change"},
    "inquiries": {"view"},
    "events": {"view", "add", "change", "delete"},
    "news": {"view", "add", "change", "delete"},
    "disaster": {"view", "add", "change", "delete"},
    "office": {"view", "change"},
}


class SecretariatBackend(AuthenticationBackend):
    """Grants the daily work to every officer of a secretariat body, as data in SECRETARIAT_MAY."""

    def authenticate(self, request, **credentials):
        return None  # logging in is allauth's business

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or not getattr(user_obj, "is_secretariat", False):
            return False
        app, _, codename = perm.partition(".")
        return codename.partition("_")[0] in SECRETARIAT_MAY.get(app, ())

    def has_module_perms(self, user_obj, app_label):
        return (
            user_obj.is_active and getattr(user_obj, "is_secretariat", False) and app_label in SECRETARIAT_MAY
        )
