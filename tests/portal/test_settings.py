"""Each rule of the settings, in a process of its own as the site starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SAFE = {"DATABASE_URL": "postgres://u:p@db.example/portal", "DJANGO_SECRET_KEY": "k" * 50}
HOSTS = {"DJANGO_ALLOWED_HOSTS": "portal.example,www.portal.example"}
OURS = (
    "DATABASE_",
    "DJANGO_",
    "SITE_URL",
    "PORT",
    "WEB_CONCURRENCY",
    "DEFAULT_FROM_EMAIL",
    "NOTICE_DAILY_CAP",
    "EMAIL_URL",
    "CACHE_URL",
    "CLAMD_URL",
    "STORAGE_URL",
    "TRUSTED_PROXIES",
    "SECRETARIAT_",
)


def start(environment, show=""):
    """Import the settings with just these variables; what `show` (an expression) gives, or the last line."""
    program = (
        "import json, sys; from portal import settings as s\n"
        f"print(json.dumps([{show}], default=str))\n"
        "print('portal.postgres' in sys.modules)"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**clean, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    shown, embedded = done.stdout.splitlines()
    assert embedded == str("DATABASE_URL" not in environment)  # the launcher is never imported with one
    return json.loads(shown)


@pytest.mark.parametrize("missing", ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"])
def test_a_database_without_secret_or_hosts_stops_the_start(missing):
    environment = {**SAFE, **HOSTS}
    del environment[missing]
    assert f"{missing} must be set where DATABASE_URL is set." in start(environment)


@pytest.mark.parametrize(
    "variable",
    [
        {"PORT": ""},
        {"WEB_CONCURRENCY": "-2"},
        {"TRUSTED_PROXIES": "one"},
        {"DATABASE_POOL_SIZE": "0"},
        {"NOTICE_DAILY_CAP": "-1"},
        {"SECRETARIAT_SECOND_FACTOR": "onn"},
        {"SITE_URL": "portal.example"},
        {"DEFAULT_FROM_EMAIL": "noreply"},
        {"EMAIL_URL": "mail.example:587"},
        {"CACHE_URL": "mail.example:587"},
    ],
    ids=str,
)
def test_an_impossible_value_stops_the_start(variable):
    (name,) = variable
    assert f"ImproperlyConfigured: {name} must " in start({**SAFE, **HOSTS, **variable})


def test_what_the_portal_writes_is_its_users_alone():
    show = "oct(s.VAR.stat().st_mode & 0o777), s.FILE_UPLOAD_PERMISSIONS, oct(__import__('os').umask(0))"
    (ROOT / "var").chmod(0o755)
    assert start({}, show) == ["0o700", 0o600, "0o77"]


def test_capitals_in_the_address_of_the_site_change_nothing():
    hosts = " Portal.example , www.portal.example"
    given = {**SAFE, "DJANGO_ALLOWED_HOSTS": hosts, "SITE_URL": "HTTPS://A.example/"}
    show = "s.SITE_URL, s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.DEFAULT_FROM_EMAIL"
    hosts = ["portal.example", "www.portal.example"]
    assert start(given, show) == ["https://a.example", hosts, True, True, "noreply@a.example"]


def test_the_sentence_is_all_that_a_command_says():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, "DATABASE_URL": SAFE["DATABASE_URL"]},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "The portal cannot start. DJANGO_SECRET_KEY must be set where DATABASE_URL is set.\n"
    )


def test_another_database_than_postgresql_is_refused():
    assert "must name a PostgreSQL database" in start({**SAFE, **HOSTS, "DATABASE_URL": "sqlite:///x.db"})


def test_without_variables_everything_is_local_and_debug_is_off():
    show = "s.DEBUG, s.ALLOWED_HOSTS, s.SITE_URL, s.DATABASES['default']['NAME'], s.EMAIL_BACKEND"
    assert start({}, show) == [
        False,
        ["127.0.0.1", "localhost", "[::1]"],
        "http://127.0.0.1:8000",
        "portal",
        "django.core.mail.backends.filebased.EmailBackend",
    ]


def test_port_changes_the_address_of_the_site():
    assert start({"PORT": "8123"}, "s.SITE_URL") == ["http://127.0.0.1:8123"]


def test_the_secret_is_made_once_and_kept_private():
    first = start({}, "s.SECRET_KEY")
    assert start({}, "s.SECRET_KEY, oct((s.VAR / 'secret_key').stat().st_mode & 0o777)") == [*first, "0o600"]
    assert len(first[0]) >= 50


def test_debug_never_with_a_database_on_a_public_host():
    public = {**SAFE, **HOSTS, "DJANGO_DEBUG": "1", "SITE_URL": "https://portal.example"}
    assert "DJANGO_DEBUG must not be on for a public host" in start(public)
    assert start({**public, "SITE_URL": "http://127.0.0.1:8000"}, "s.DEBUG") == [True]


def test_https_switches_on_what_follows_from_it():
    show = "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0"
    assert start({**SAFE, **HOSTS, "SITE_URL": "https://portal.example"}, show) == [True] * 4
    assert start({}, show) == [False] * 4


def test_the_secretariat_needs_a_second_factor_in_production():
    show = "s.SECRETARIAT_SECOND_FACTOR"
    assert start({**SAFE, **HOSTS}, show) == [True]
    assert start({}, show) == [False]
    assert start({**SAFE, **HOSTS, "SECRETARIAT_SECOND_FACTOR": "off"}, show) == [False]


def test_the_database_pool_keeps_no_connection_of_its_own():
    show = (
        "s.DATABASES['default']['OPTIONS']['pool']['max_size'], s.DATABASES['default'].get('CONN_MAX_AGE', 0)"
    )
    assert start({**SAFE, **HOSTS}, show) == [8, 0]
    assert start({**SAFE, **HOSTS, "DATABASE_POOL_SIZE": "3"}, show) == [3, 0]


def test_mail_cache_and_storage_follow_their_addresses():
    given = {
        **SAFE,
        **HOSTS,
        "EMAIL_URL": "smtp+tls://u:p@mail.example:587",
        "CACHE_URL": "locmemcache://x",
        "STORAGE_URL": "s3://key:secret@s3.example/bucket",
    }
    show = (
        "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.CACHES['default']['BACKEND'].rsplit('.')[-1],"
        "s.STORAGES['default']['OPTIONS']['bucket_name'], s.STORAGES['default']['OPTIONS']['endpoint_url']"
    )
    assert start(given, show) == ["mail.example", 587, True, "LocMemCache", "bucket", "https://s3.example"]
    assert "STORAGE_URL must look like" in start({**given, "STORAGE_URL": "ftp://x/y"})


@pytest.mark.parametrize("url", ["tcp://scanner.example:3310", "unix:///run/clamav/clamd.ctl", ""])
def test_the_address_of_the_virus_scanner_is_taken(url):
    assert start({**SAFE, **HOSTS, "CLAMD_URL": url}, "s.CLAMD_URL") == [url]


@pytest.mark.parametrize("url", ["scanner.example:3310", "tcp://", "unix://", "http://scanner.example/"])
def test_an_address_that_no_scanner_can_have_stops_the_start(url):
    assert "CLAMD_URL must look like" in start({**SAFE, **HOSTS, "CLAMD_URL": url})
