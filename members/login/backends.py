"""Who is logged in, and what a secretariat officer who is not a superuser may do in /admin/."""

from allauth.account.auth_backends import AuthenticationBackend

from common.compiled_queries.compiled import compiled
from members.users.models import User

# app label -> actions on every model of it; audit log, mails and files are read only by their admin classes
_secretariat_may = {"members": {"view", "add", "change"}, "common": {"view", "change"}}


def register_secretariat_permissions(app_label: str, *actions: str) -> None:
    """Let the secretariat "view", "add", "change", "delete" every model of a room in /admin/."""
    _secretariat_may[app_label] = set(actions)


@compiled
def _person(*, pk):
    return User.objects.filter(pk=pk)


class PersonBackend(AuthenticationBackend):
    """Brings the person of a session by a compiled query, as each request asks for one.

    Grants the daily work to every officer of a secretariat body, as the rooms registered it.
    """

    def authenticate(self, request, **credentials):
        return None  # logging in is allauth's business; the session names this backend (adapter.py)

    def get_user(self, user_id: int) -> User | None:
        user = _person.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None

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
