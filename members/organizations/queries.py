import time
from functools import lru_cache

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, When
from django.db.models.functions import Concat

from common.compiled_queries.compiled import compiled
from members.access.viewers import viewer_of
from members.local_governments.models import FormerName, LocalGovernment
from members.local_governments.names import bears
from members.organizations.models import Organization

MAX_MEMBERS = 10_000  # more than there are local governments


def named(text: str, *, to: str = "") -> Q:
    """Organisations (`to` leads there) of which a name, reading or code, now or earlier, holds the text."""
    former = FormerName.objects.filter(bears(text), local_government=OuterRef(f"{to}local_government"))
    return bears(text, to=to) | bears(text, to=f"{to}local_government__") | Exists(former)


def member_count() -> int:
    """How many members there are."""
    return _members.listing().count(MAX_MEMBERS)


@compiled
def _members():
    return Organization.objects.members()


def full_name_of(to: str = "") -> Case:
    """`Organization.full_name` as a column; `to` leads to the organisation."""
    kind, name, prefecture = f"{to}kind", f"{to}name", f"{to}prefecture"
    is_bare = Q(**{kind: Organization.Kind.MUNICIPALITY}) & ~Q(**{f"{name}__startswith": F(prefecture)})
    return Case(When(is_bare, then=Concat(prefecture, name)), default=F(name), output_field=CharField())


def name_lookups(to: str = "") -> list[str]:
    """The same for `search_fields` of the admin, where each word is asked for by itself; no former names."""
    return [f"{to}names__part", f"{to}local_government__names__part"]


def former_names_of(organization: Organization) -> list[str]:
    """Names and readings of before, of the body and of what was registered twice; for the search."""
    words = list(organization.merged.values_list("name", "name_kana"))
    if organization.local_government_id:
        former = FormerName.objects.filter(local_government=organization.local_government_id)
        words += former.values_list("name", "name_kana")
    return list(dict.fromkeys(word for pair in words for word in pair if word))


def organization_kind_of(government) -> str:
    """The kind of member that a local government, or a body without code, becomes."""
    if government is None:
        return Organization.Kind.ASSOCIATION
    kinds = {
        LocalGovernment.Kind.PREFECTURE: Organization.Kind.PREFECTURE,
        LocalGovernment.Kind.SPECIAL_WARD: Organization.Kind.SPECIAL_WARD,
    }
    return kinds.get(government.kind, Organization.Kind.MUNICIPALITY)


WARDS_CACHE_SECONDS = 60  # seconds


def special_wards() -> list[tuple[str, str]]:
    """(code, name) of the 23 special wards in code order, for choices; each process asks once a minute."""
    return list(_special_wards(int(time.time() // WARDS_CACHE_SECONDS)))


@lru_cache(maxsize=1)
def _special_wards(minute: int) -> list[tuple[str, str]]:
    return list(Organization.objects.special_wards().values_list("local_government__code", "name"))


_IN_FORCE_FIRST = F("local_government__abolished_on").desc(nulls_first=True)


@compiled
def _by_code(viewer, *, code):
    return _standing(viewer).filter(local_government__code=code)[:1]


@compiled
def _by_key(viewer, *, key):
    return _standing(viewer).filter(pk=key)[:1]


def _standing(user):
    rows = Organization.objects.visible_to(user).filter(merged_into=None).order_by(_IN_FORCE_FIRST)
    return rows.select_related("local_government")


def organization_at(slug: str, user) -> Organization | None:
    """The organisation of an address: by code or plain id, of today or of before a merger or a new name."""
    viewer = viewer_of(user)
    if found := _by_code.first(viewer, code=slug) if len(slug) == 6 else _by_key.first(viewer, key=int(slug)):
        return found
    seen = Organization.objects.visible_to(user).select_related("local_government")
    for own in (Q(local_government__code=slug), Q(pk=slug)):
        row = Organization.objects.filter(own).order_by(_IN_FORCE_FIRST).first()
        if row is not None and (found := seen.filter(pk=row.present.pk).first()):
            return found
    government = LocalGovernment.objects.by_codes([slug]).get(slug)
    present = government and government.present
    return seen.filter(local_government=present).first() if present else None
