"""What a secretariat officer who is not a superuser may do in /admin/."""

from allauth.account.auth_backends import AuthenticationBackend

# app label -> actions on every model of it; audit log, mails and files are read only by their admin classes
_secretariat_may = {"members": {"view", "add", "change"}, "common": {"view", "change"}}


def register_secretariat_permissions(app_label: str, *actions: str) -> None:
    """Let the secretariat "view", "add", "change", "delete" every model of a room in /admin/."""
    _secretariat_may[app_label] = set(actions)


class SecretariatBackend(AuthenticationBackend):
    """Grants the daily work to every officer of a secretariat body, as the rooms registered it."""

    def authenticate(self, request, **credentials):
        return None  # logging in is allauth's business

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or not getattr(user_obj, "is_secretariat", False):
            return False
        app, _, codename = perm.partition(".")
        return codename.partition("_")[0] in _secretariat_may.get(app, ())

    def has_module_perms(self, user_obj, app_label):
        return (
            user_obj.is_active
            and getattr(user_obj, "is_secretariat", False)
            and app_label in _secretariat_may
        )
