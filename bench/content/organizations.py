"""Bulk organisations, sections and users."""

import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Count

from bench.content.copying import copy
from members.local_governments.models import LocalGovernment
from members.organizations.actions import open_missing_periods
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User

DOMAIN = "bulk.example"
SECRETARIAT = "officer@secretariat.bulk.example"
SECTIONS = ["企画課", "観光課", "広報課"]
UNUSABLE = make_password(None)
WARD_SHARE = 6  # every sixth user works for a special ward


def bulk_secretariat():
    """The one bulk user who works for the secretariat; None before the first bulk run."""
    return User.objects.filter(email=SECRETARIAT).first()


def bulk_users():
    """Users of members of earlier bulk runs, in order."""
    return User.objects.filter(email__endswith=f"@{DOMAIN}").order_by("pk")


def fill_organizations(number: int) -> int:
    """Let municipalities that are not registered yet become members, until there are `number`."""
    missing = number - Organization.objects.members().filter(kind=Organization.Kind.MUNICIPALITY).count()
    towns = LocalGovernment.objects.filter(organization=None, abolished_on=None).exclude(
        kind__in=[LocalGovernment.Kind.PREFECTURE, LocalGovernment.Kind.SPECIAL_WARD]
    )
    chosen = list(towns.order_by("name_kana", "code")[: max(missing, 0)])
    made = copy(
        Organization,
        (
            Organization(
                kind=Organization.Kind.MUNICIPALITY,
                local_government=town,
                prefecture=town.prefecture,
                name=town.name,
                name_kana=town.name_kana,
                joined_on=datetime.date(2020, 4, 1) + datetime.timedelta(days=3 * place),
            )
            for place, town in enumerate(chosen)
        ),
    )
    open_missing_periods()
    return made


def fill_users(number: int) -> int:
    """Officers spread over sections of members and special wards, until there are `number`; no password.

    The first one of an organisation that has no representative becomes it.
    """
    have = bulk_users().count()
    if have >= number:
        return 0
    towns, wards = _sections(Organization.Kind.MUNICIPALITY), _sections(Organization.Kind.SPECIAL_WARD)

    def section(place):
        of = wards if place % WARD_SHARE == 0 and wards else towns
        return of[place % len(of)]

    represented = set(User.objects.representatives().values_list("section__organization", flat=True))

    def role(organization):
        if organization in represented:
            return User.Role.OFFICER
        represented.add(organization)
        return User.Role.REPRESENTATIVE

    return copy(
        User,
        (
            User(
                email=f"officer{place:05}@{DOMAIN}",
                name=f"担当 {place:05}",
                password=UNUSABLE,
                section=section(place),
                role=role(section(place).organization_id),
            )
            for place in range(have, number)
        ),
    )


def fill_secretariat() -> None:
    """One user of the secretariat, where there is one."""
    office = Organization.objects.secretariats().first()
    if office is None or bulk_secretariat() is not None:
        return
    section, _ = Section.objects.get_or_create(
        organization=office, name=SECTIONS[0], defaults={"mailbox": f"office@{DOMAIN}"}
    )
    copy(User, [User(email=SECRETARIAT, name="担当 事務局", password=UNUSABLE, section=section)])


def _sections(kind) -> list[Section]:
    organizations = Organization.objects.members().filter(kind=kind).order_by("pk")
    without = organizations.annotate(having=Count("sections")).filter(having=0)
    copy(
        Section,
        [
            Section(organization=organization, name=name, mailbox=f"o{organization.pk}s{place}@{DOMAIN}")
            for organization in without
            for place, name in enumerate(SECTIONS)
        ],
    )
    return list(Section.objects.filter(organization__in=organizations).order_by("name", "pk"))
