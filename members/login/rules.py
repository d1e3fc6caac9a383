"""Who logs in how."""

from django.conf import settings


def must_have_second_factor(user) -> bool:
    """Whether they work only with a second factor (多要素認証): the secretariat, in production."""
    return settings.SECRETARIAT_SECOND_FACTOR and user.is_secretariat
