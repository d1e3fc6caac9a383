"""The fixed cast: its rows lie in the template database, and fixtures of the same names fetch them."""

import datetime
import pickle
from contextlib import contextmanager

from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import DEFAULT_DB_ALIAS

from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User

PASSWORD = "renkei-demo-2026"
EVERYBODY = ["visitor", "officer", "colleague", "reader", "stranger", "ward_officer", "secretariat"]

# which: name, prefecture, reading, code of its local government and kind
BODIES = {
    "sakai": ("堺市", "大阪府", "さかいし", "271403", Organization.Kind.MUNICIPALITY),
    "kushiro": ("釧路市", "北海道", "くしろし", "012068", Organization.Kind.MUNICIPALITY),
    "koto": ("江東区", "東京都", "こうとうく", "131083", Organization.Kind.SPECIAL_WARD),
    "secretariat_body": ("特別区長会事務局", "東京都", "", "", Organization.Kind.SECRETARIAT),
}
# who: whose, address, name and role
PEOPLE = {
    "officer": ("sakai", "officer@city.example", "堺 花子", User.Role.REPRESENTATIVE),
    "stranger": ("kushiro", "stranger@city.example", "釧路 三郎", User.Role.REPRESENTATIVE),
    "ward_officer": ("koto", "ward@city.example", "江東 四郎", User.Role.REPRESENTATIVE),
    "secretariat": ("secretariat_body", "secretariat@city.example", "事務 五子", User.Role.REPRESENTATIVE),
}


def client_of(request, browser, person):
    if person == "visitor":
        return request.getfixturevalue("visitor")
    return browser(request.getfixturevalue(person))


def make_organization(
    name, *, code="", kind=Organization.Kind.MUNICIPALITY, prefecture="", kana="", member=True
):
    """An organisation with one section; `code` names its local government (made where missing)."""
    government = None
    if code:
        government = LocalGovernment.objects.filter(code=code).first() or LocalGovernment.objects.create(
            code=code,
            prefecture=prefecture,
            prefecture_kana="",
            name=name,
            name_kana=kana,
            kind="special_ward" if kind == Organization.Kind.SPECIAL_WARD else "city",
            source="test",
        )
    organization = Organization.objects.create(
        kind=kind,
        local_government=government,
        prefecture=prefecture,
        name=name,
        name_kana=kana,
        joined_on=datetime.date(2020, 4, 1) if member else None,
    )
    Section.objects.create(
        organization=organization,
        name="企画課",
        mailbox=f"section{organization.pk}@city.example",
        telephone="03-0000-0000",
    )
    return organization


def load() -> None:
    bodies = {name: organization(name) for name in BODIES}
    for name, (body, *_) in PEOPLE.items():
        person(name, bodies[body])


def load_after_flush(**signal) -> None:
    """A test with real commits empties all tables at its end; `migrate`, unlike it, has a plan."""
    if "plan" not in signal:
        _kept.clear()
        load()


# what was fetched from the database by this process, pickled: each test begins with the same rows
_kept: dict[str, bytes] = {}


@contextmanager
def removed():
    """Nobody of the cast is there; who is asked for meanwhile is made anew."""
    kept = _kept.copy()
    _kept.clear()
    for model in (User, Section, Organization, LocalGovernment):
        model.objects.all()._raw_delete(DEFAULT_DB_ALIAS)
    yield
    _kept.clear()
    _kept.update(kept)


def organization(name: str) -> Organization:
    """The organisation of the cast."""
    if name not in _kept:
        called, prefecture, kana, code, kind = BODIES[name]
        found = Organization.objects.select_related("local_government").filter(name=called).first()
        found = found or make_organization(called, prefecture=prefecture, kana=kana, code=code, kind=kind)
        _kept[name] = pickle.dumps(found)
    return pickle.loads(_kept[name])  # noqa: S301 - our own


def person(name: str, body: Organization) -> User:
    """The person of the cast, who shares the object of their organisation with the test."""
    if name not in _kept:
        _kept[name] = pickle.dumps(_fetch_person(name, body))
    found = pickle.loads(_kept[name])  # noqa: S301 - our own
    found.section.organization = body
    return found


def _fetch_person(name, body):
    _, email, called, role = PEOPLE[name]
    if found := User.objects.filter(email=email).first():
        return found
    joined_at = datetime.datetime(2020, 4, 1, tzinfo=datetime.UTC)  # before anything a test writes
    hasher = MD5PasswordHasher()
    return User.objects.create(
        email=email,
        password=hasher.encode(PASSWORD, hasher.salt()),
        name=called,
        section=body.sections.first(),
        role=role,
        joined_at=joined_at,
    )
