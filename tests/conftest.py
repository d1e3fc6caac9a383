"""The fixed cast of the tests, and what every test needs."""

import gc
import itertools
import os
import sys
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models.signals import post_migrate
from django.template import Template
from django.test import Client, TransactionTestCase, override_settings
from django.test.signals import template_rendered
from django.utils.crypto import get_random_string

from common.outbox import carrier
from members.local_governments.seed_data import load_local_governments
from members.organizations.models import Organization
from members.organizations.queries import _special_wards
from members.users.models import User
from portal.emergency_banners.shown import know_none
from tests import cast as cast_rows
from tests import clock, compiled, n_plus_one, template_database
from tests.cast import PASSWORD
from tests.refusals import CAST

clock.start()  # before other conftests and test files are read: some compute days at once

WATCHING = (
    *("tests.markup.check_markup", "tests.kept_pages.check_tables"),
    "zeal.middleware.zeal_middleware",
)


def pytest_configure():
    # where Python is told to keep no bytecode, each process that a test starts would compile the site anew
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    n_plus_one.start()
    compiled.start()
    gc.disable()


def pytest_collection_finish():
    """What is loaded now stays to the end: looking through it again and again took a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    gc.enable()


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
    post_migrate.connect(cast_rows.load_after_flush, sender=apps.get_app_config("procrastinate"))
    TransactionTestCase._fixture_teardown = lambda case: template_database.empty()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_terminal_summary(terminalreporter):
    """A run without its browser or PDF tests must not look like a whole one."""
    skipped = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, unseen in skipped.items():
        text = f"{unseen} TESTS DID NOT RUN: {reason.removeprefix('Skipped: ')}"
        terminalreporter.write_sep("!", text, red=True, bold=True)


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages_only(django_test_environment):
    """`response.context` is what a page was given, without a copy for each of a hundred parts it includes."""

    def render(template, context):
        if context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render


@pytest.fixture(scope="session")
def _folders(tmp_path_factory):
    """New empty folders, sooner there than a `tmp_path`; what is set once for all tests."""
    base = tmp_path_factory.getbasetemp()
    (base / "static").mkdir()  # whitenoise warns where it is missing
    with override_settings(
        SECRETARIAT_SECOND_FACTOR=False,  # whatever the database: tests turn it on themselves
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STATIC_ROOT=base / "static",
        STORAGES={
            **settings.STORAGES,
            "default": {"BACKEND": "tests.storage.FilesOfTheTest"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield (base / f"var{number}" for number in itertools.count())


@pytest.fixture(autouse=True)
def _fast_and_isolated(_folders):
    _special_wards.cache_clear()  # wards of other tests
    carrier.pause(0)  # for mail servers of other tests
    know_none()  # of the banners of other tests
    folder = next(_folders)
    folder.mkdir()
    with override_settings(VAR=folder, MIDDLEWARE=[*settings.MIDDLEWARE, *WATCHING]):
        yield


@pytest.fixture
def local_governments(db):
    """All of them, as `make run` loads them."""
    load_local_governments()


@pytest.fixture
def make_organization(db):
    """Make an organisation with one section; `code` names its local government (made where missing)."""
    return cast_rows.make_organization


@pytest.fixture
def make_user(db):
    def make(email, organization, name="見本 太郎", role=User.Role.REPRESENTATIVE):
        section = organization.sections.first()
        return User.objects.create_user(email, PASSWORD, name=name, section=section, role=role)

    return make


@pytest.fixture
def sakai(db):
    return cast_rows.organization("sakai")


@pytest.fixture
def kushiro(db):
    return cast_rows.organization("kushiro")


@pytest.fixture
def koto(db):
    return cast_rows.organization("koto")


@pytest.fixture
def no_cast(db):
    """Nobody is there whom the test does not name: for what counts everybody, or fills an empty site."""
    with cast_rows.removed():
        yield


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
def secretariat_body(db):
    return cast_rows.organization("secretariat_body")


@pytest.fixture
def officer(sakai):
    """An officer of a member municipality (堺市), its representative (代表担当者)."""
    return cast_rows.person("officer", sakai)


@pytest.fixture
def colleague(make_user, sakai):
    """Another officer (担当) of 堺市."""
    return make_user("colleague@city.example", sakai, "堺 次郎", User.Role.OFFICER)


@pytest.fixture
def reader(make_user, sakai):
    """A person of 堺市 who only reads (閲覧)."""
    return make_user("reader@city.example", sakai, "堺 六郎", User.Role.READER)


@pytest.fixture
def stranger(kushiro):
    """An officer of another member municipality (釧路市)."""
    return cast_rows.person("stranger", kushiro)


@pytest.fixture
def ward_officer(koto):
    return cast_rows.person("ward_officer", koto)


@pytest.fixture
def minato_officer(make_user, minato):
    return make_user("minato@city.example", minato, "港 六子")


@pytest.fixture
def ota_officer(make_user, ota):
    return make_user("ota@city.example", ota, "大田 七郎")


@pytest.fixture
def secretariat(secretariat_body):
    return cast_rows.person("secretariat", secretariat_body)


@pytest.fixture
def visitor():
    """Nobody: a browser without login."""
    return Client()


@pytest.fixture
def browser():
    """A client logged in as the given person: `browser(officer).get(...)`.

    They are given the session that a login ends with, at one statement instead of 14.
    """
    store = SessionStore()

    def logged_in(user):
        client, key = Client(), get_random_string(32)
        session = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "members.login.backends.PersonBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        Session.objects.create(
            session_key=key, session_data=store.encode(session), expire_date=store.get_expiry_date()
        )
        client.cookies[settings.SESSION_COOKIE_NAME] = key
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
