"""Every variable of the environment: what is meant is understood, what cannot be stops the start."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.exceptions import ImproperlyConfigured

from common.outbox import delivery
from portal.configuration import environment
from tests.mails import send_mail

ROOT = Path(settings.BASE_DIR)
READ = {
    "PORT": lambda: environment.number("PORT", 8000, least=1, most=65535),
    "TRUSTED_PROXIES": lambda: environment.number("TRUSTED_PROXIES", 0, least=0, most=20),
    "DJANGO_DEBUG": lambda: environment.switch("DJANGO_DEBUG", default=False),
    "SITE_URL": lambda: environment.site_url("SITE_URL", "http://127.0.0.1:8000"),
    "DJANGO_ALLOWED_HOSTS": lambda: environment.host_names("DJANGO_ALLOWED_HOSTS"),
    "DJANGO_CSRF_TRUSTED_ORIGINS": lambda: environment.origins("DJANGO_CSRF_TRUSTED_ORIGINS"),
    "DEFAULT_FROM_EMAIL": lambda: environment.sender("DEFAULT_FROM_EMAIL", "noreply@127.0.0.1"),
    "DATABASE_URL": lambda: environment.database("DATABASE_URL"),
    "EMAIL_URL": lambda: environment.mail_carrier("EMAIL_URL"),
    "CACHE_URL": lambda: environment.cache("CACHE_URL"),
    "STORAGE_URL": lambda: environment.bucket("STORAGE_URL"),
    "PORTAL_DATABASE_NAME": lambda: environment.database_name("PORTAL_DATABASE_NAME", "portal"),
    "DJANGO_SECRET_KEY": lambda: environment.text("DJANGO_SECRET_KEY"),
}
PG = "postgres://u:p@db.example/portal"
IMPOSSIBLE = {
    "PORT": ["", " ", "-1", "0", "65536", "eighty", "８０００", "8000.5", "0x50", "1e3", "+80"],
    "TRUSTED_PROXIES": ["", "-1", "one", "21", "1,2"],
    "DJANGO_DEBUG": ["", "maybe", "onn", "2", "-1", "はい"],
    "SITE_URL": [
        *(
            "",
            "portal.example",
            "//portal.example",
            "ftp://portal.example",
            "https://",
            "https:portal.example",
        ),
        *("https://portal.example:99999", "https://portal.example:x", "https://u:p@portal.example"),
        *("https://portal.example/path", "https://portal.example/?q=1", "https://portal.example#x"),
        *(
            "https://portal .example",
            '"https://portal.example"',
            "https://ポータル.example",
            "https://*.example",
        ),
        *("https://portal.example\nX-Evil: 1", "https://-portal.example", "https://[::1", "localhost:8000"),
    ],
    "DJANGO_ALLOWED_HOSTS": [
        *(
            "https://portal.example",
            "portal.example:443",
            "*.example",
            "a..b",
            "'a.example'",
        ),
    ],
    "DJANGO_CSRF_TRUSTED_ORIGINS": ["portal.example", "https://portal.example/x", "*.example", "https://"],
    "DEFAULT_FROM_EMAIL": [
        *(
            "",
            "noreply",
            "noreply@",
            "特別区",
            "特別区 noreply@portal.example",
            "a@portal.example, b@portal.example",
        ),
        *(
            "特別区 <受付@portal.example>",
            "a@ポータル.example",
            "特別区 <>",
            "X <a@portal.example>\nBcc: b@c.example",
        ),
    ],
    "DATABASE_URL": [
        *(
            "sqlite:///x.db",
            "mysql://u:p@h/x",
            "db.example/portal",
            "postgres://u:p@db.example",
            "postgres://",
        ),
        *("postgres://u:p@db.example:port/portal", f"{PG}?sslmode=on", f"{PG}?colour=red", "postgis://h/x"),
    ],
    "EMAIL_URL": [
        "mail.example:587",
        "smtp://",
        "imap://mail.example",
        "smtp://mail.example:x",
        "filemail://",
    ],
    "CACHE_URL": ["localhost:11211", "nocache://x", "pymemcache://", "memcache://h:1", "redis://h:6379"],
    "STORAGE_URL": ["ftp://x/y", "s3://key:secret@s3.example", "s3://k:s@s3.example/a/b", "s3://k:s@h:x/b"],
    "PORTAL_DATABASE_NAME": ["", "a b", 'a"b', "x" * 64, "1", "データ"],
    "DJANGO_SECRET_KEY": ["a\nb", "a\x1bb", "\udcff" * 50],
}


def test_nobody_else_asks_the_environment():
    """The settings ask here, and nobody asks past them: tests/portal/test_docs.py holds their table."""
    others = {
        str(file.relative_to(ROOT))
        for room in ("portal", *{app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()})
        for file in (ROOT / room).rglob("*.py")
        if re.search(r"\benviron\b(?!\.setdefault)|getenv", file.read_text())
    }
    # a program that backs up gets the whole environment, and its password
    assert others == {"portal/configuration/environment.py", "portal/backup.py"}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in IMPOSSIBLE.items() for value in values]
)
def test_an_impossible_value_is_refused_by_a_sentence_with_its_name(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        READ[name]()
    sentence = str(refused.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert ":p@" not in sentence


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("PORT", " 8001 ", 8001),
        ("TRUSTED_PROXIES", "1", 1),
        ("DJANGO_DEBUG", "Off", False),
        ("DJANGO_DEBUG", " TRUE", True),
        ("DJANGO_DEBUG", "1", True),
        ("DJANGO_DEBUG", "no", False),
        ("SITE_URL", "HTTPS://Portal.Example/", "https://portal.example"),
        ("SITE_URL", "Http://LOCALHOST:8080", "http://localhost:8080"),
        ("SITE_URL", "http://[::1]:8000", "http://[::1]:8000"),
        ("DJANGO_ALLOWED_HOSTS", "a.jp, B.jp ,\u3000.c.jp,", ["a.jp", "b.jp", ".c.jp"]),
        ("DJANGO_ALLOWED_HOSTS", "127.0.0.1,[::1],*", ["127.0.0.1", "[::1]", "*"]),
        ("DJANGO_ALLOWED_HOSTS", " , ", []),
        ("DJANGO_CSRF_TRUSTED_ORIGINS", "HTTPS://a.example/, https://*.b.example:8443", ["https://a.example", "https://*.b.example:8443"]),
        ("DEFAULT_FROM_EMAIL", " 特別区 <noreply@portal.example> ", "特別区 <noreply@portal.example>"),
        ("PORTAL_DATABASE_NAME", "portal_bench", "portal_bench"),
    ],
)  # fmt: skip
def test_what_is_meant_is_understood(name, value, meant, monkeypatch):
    monkeypatch.setenv(name, value)
    assert READ[name]() == meant


def test_addresses_of_services(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"{PG.replace('@', '%2F%23@')}?sslmode=require&CONN_MAX_AGE=60")
    found = environment.database("DATABASE_URL")
    assert (found["PASSWORD"], found["OPTIONS"]) == ("p/#", {"sslmode": "require"})
    assert "CONN_MAX_AGE" not in found
    monkeypatch.setenv("STORAGE_URL", "s3://key:a%2Fb@S3.example:9000/bucket/")
    found = environment.bucket("STORAGE_URL")
    assert (found["endpoint_url"], found["secret_key"]) == ("https://s3.example:9000", "a/b")
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://u:p%40@mail.example:587")
    found = environment.mail_carrier("EMAIL_URL")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example",
        587,
        "p@",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("noreply@portal.example", "特別区全国連携プロジェクト"),
        ("Portal <noreply@portal.example>", "Portal"),
        ("特別区　事務局 <noreply@portal.example>", "特別区　事務局"),
        ('"特別区, 事務局" <noreply@portal.example>', "特別区, 事務局"),
    ],
)
def test_a_sender_with_a_japanese_name_sends(given, name, settings, monkeypatch):
    monkeypatch.setenv("DEFAULT_FROM_EMAIL", given)
    settings.DEFAULT_FROM_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", "")
    row = send_mail(key="a", to="kikaku@city.example", subject="件名", body="本文", purpose="test")
    assert delivery.deliver(row).state == "sent"
    sent = message_from_bytes(outbox.outbox[0].message().as_bytes())
    shown, address = parseaddr(sent["From"])
    assert (str(make_header(decode_header(shown))), address) == (name, "noreply@portal.example")
