"""An organisation keeps a representative (代表): what changes its people waits for one lock."""

from django.contrib.auth import get_user_model

from members import rules
from members.models import Organization, User
from members.refusals import Refused

NOT_YOURS = "担当者と部署を管理できるのは、その団体の代表と事務局だけです。画面を開き直して確かめてください。"
CHANGED = "この担当者の登録は、先に変更されています。画面を開き直して確かめてください。"


def lock_people(organization) -> None:
    """One change of people and sections of an organisation after the other, in the caller's transaction.

    Locked without the key: what its sections write meanwhile does not wait.
    """
    lock_people_of(Organization.objects.filter(pk=organization.pk))


def lock_people_of(organizations) -> None:
    """The same for several at once, in the order of their numbers: two who lock many never wait in a ring."""
    list(
        organizations.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True)
    )


def admit(by, organization):
    """Take the lock, then ask again of the one who presses, as he is now: he may have been ended."""
    lock_people(organization)
    by = get_user_model().objects.get(pk=by.pk)
    if not rules.can_manage_people(by, organization):
        raise Refused(NOT_YOURS)
    return by


def lock_person(person, by) -> tuple[User, User]:
    """The person, locked, and the one who presses; refused where the person may not be changed any more."""
    if not person.section_id:
        raise Refused(CHANGED)
    by = admit(by, person.section.organization)
    locked = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not rules.can_change_person(by, locked) or locked.organization != person.organization:
        raise Refused(CHANGED)
    return locked, by


def is_last_representative(person) -> bool:
    """Whether his organisation would stand without representative if he went."""
    if not person.is_representative:
        return False
    others = User.objects.of(person.section.organization).representatives().exclude(pk=person.pk)
    return not others.exists()


def refuse_last_representative(person) -> None:
    """Refuse where he is the last one; asked under `lock_people`, so that two at once cannot both go."""
    if is_last_representative(person):
        raise Refused(
            f"{person.name}さんは、{person.organization.full_name}でただ一人の代表です。"
            "先に別の担当者を代表に指名してから、もう一度操作してください。"
        )
