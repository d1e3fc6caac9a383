"""The fixed cast of the tests, and what every test needs."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from members.local_governments.models import LocalGovernment
from members.local_governments.seed_data import load_local_governments
from members.organizations.models import Organization
from members.organizations.queries import _special_wards
from members.sections.models import Section
from members.users.models import User
from tests import clock, template_database
from tests.refusals import CAST

PASSWORD = "renkei-demo-2026"


def pytest_configure():
    clock.start()  # before test files are read: some compute days at once


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Clone a migrated template, and do not wait for the disk: what tests write is thrown away."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.ensure()
        connection.close()
        connection.close_pool()
    connection.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """At the end, show out who is still in the test database: a killed worker, a thread that died."""
    with django_db_blocker.unblock():
        clock.shift_database(connection.settings_dict["NAME"])
        connection.close()
        connection.close_pool()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_terminal_summary(terminalreporter):
    """A run without browser or PDF tests must not look like a whole one."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for mark, what, package in (("Chromium", "BROWSER", "chromium"), ("Pango", "PDF", "libpango-1.0-0")):
        if unseen := sum(mark in reason for reason in skipped):
            text = f"{unseen} {what} TESTS DID NOT RUN: {mark} is missing (apt-get install {package})"
            terminalreporter.write_sep("!", text, red=True, bold=True)


@pytest.fixture(autouse=True)
def _fast_and_isolated(settings, tmp_path):
    _special_wards.cache_clear()  # wards of other tests
    settings.SECRETARIAT_SECOND_FACTOR = False  # whatever the database: tests turn it on themselves
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATIC_ROOT.mkdir()  # whitenoise warns where it is missing
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def local_governments(db):
    """All of them, as `make run` loads them."""
    load_local_governments()


@pytest.fixture
def make_organization(db):
    """Make an organisation with one section; `code` names its local government (made where missing)."""

    def make(name, *, code="", kind=Organization.Kind.MUNICIPALITY, prefecture="", kana="", member=True):
        government = None
        if code:
            government, _ = LocalGovernment.objects.get_or_create(
                code=code,
                defaults={
                    "prefecture": prefecture,
                    "prefecture_kana": "",
                    "name": name,
                    "name_kana": kana,
                    "kind": "special_ward" if kind == Organization.Kind.SPECIAL_WARD else "city",
                    "source": "test",
                },
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

    return make


@pytest.fixture
def make_user(db):
    def make(email, organization, name="見本 太郎", role=User.Role.REPRESENTATIVE):
        section = organization.sections.first()
        return User.objects.create_user(email, PASSWORD, name=name, section=section, role=role)

    return make


@pytest.fixture
def sakai(make_organization):
    return make_organization("堺市", code="271403", prefecture="大阪府", kana="さかいし")


@pytest.fixture
def kushiro(make_organization):
    return make_organization("釧路市", code="012068", prefecture="北海道", kana="くしろし")


@pytest.fixture
def koto(make_organization):
    return make_organization(
        "江東区", code="131083", prefecture="東京都", kana="こうとうく", kind=Organization.Kind.SPECIAL_WARD
    )


@pytest.fixture
def minato(make_organization):
    return make_organization(
        "港区", code="131032", prefecture="東京都", kana="みなとく", kind=Organization.Kind.SPECIAL_WARD
    )


@pytest.fixture
def ota(make_organization):
    return make_organization(
        "大田区", code="131113", prefecture="東京都", kana="おおたく", kind=Organization.Kind.SPECIAL_WARD
    )


@pytest.fixture
def secretariat_body(make_organization):
    return make_organization("特別区長会事務局", kind=Organization.Kind.SECRETARIAT, prefecture="東京都")


@pytest.fixture
def officer(make_user, sakai):
    """An officer of a member municipality (堺市), its representative (代表)."""
    return make_user("officer@city.example", sakai, "堺 花子")


@pytest.fixture
def colleague(make_user, sakai):
    """Another officer (担当) of 堺市."""
    return make_user("colleague@city.example", sakai, "堺 次郎", User.Role.OFFICER)


@pytest.fixture
def reader(make_user, sakai):
    """A person of 堺市 who only reads (閲覧)."""
    return make_user("reader@city.example", sakai, "堺 六郎", User.Role.READER)


@pytest.fixture
def stranger(make_user, kushiro):
    """An officer of another member municipality (釧路市)."""
    return make_user("stranger@city.example", kushiro, "釧路 三郎")


@pytest.fixture
def ward_officer(make_user, koto):
    return make_user("ward@city.example", koto, "江東 四郎")


@pytest.fixture
def minato_officer(make_user, minato):
    return make_user("minato@city.example", minato, "港 六子")


@pytest.fixture
def ota_officer(make_user, ota):
    return make_user("ota@city.example", ota, "大田 七郎")


@pytest.fixture
def secretariat(make_user, secretariat_body):
    return make_user("secretariat@city.example", secretariat_body, "事務 五子")


@pytest.fixture
def visitor():
    """Nobody: a browser without login."""
    return Client()


@pytest.fixture
def browser():
    """A client logged in as the given person: `browser(officer).get(...)`."""

    def logged_in(user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return logged_in


@pytest.fixture
def cast(request):
    """Whom the refusal tables ask, by name."""
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def clients(cast, browser):
    """Each of them logged in."""
    return {name: browser(person) for name, person in cast.items()}


@pytest.fixture
def committed(transactional_db):
    """Real commits, for tests with threads."""
    ContentType.objects.clear_cache()  # what other tests cached is gone with their rows
