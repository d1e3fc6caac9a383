"""For whom a page of the guide is: only those who have its task."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser

from inquiries.inquiries.models import Inquiry
from members.users.models import User
from pamphlets.requests.models import PamphletRequest

Reader = User | AnonymousUser
Readers = Callable[[Reader], bool]


def everybody(user: Reader) -> bool:
    return True


def members(user: Reader) -> bool:
    return user.is_authenticated and user.is_member


def writers(user: Reader) -> bool:
    """Who does something in the name of a member; not readers (閲覧)."""
    return members(user) and user.acts_for_section


def representatives(user: Reader) -> bool:
    return members(user) and user.is_representative


def pamphlet_askers(user: Reader) -> bool:
    return user.is_authenticated and PamphletRequest.may_ask(user)


def wards(user: Reader) -> bool:
    return writers(user) and user.is_special_ward


def inquiry_askers(user: Reader) -> bool:
    return user.is_authenticated and Inquiry.may_ask(user)


def secretariat(user: Reader) -> bool:
    return user.is_authenticated and user.is_secretariat
