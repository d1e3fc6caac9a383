"""Settings of the portal; its variables are read by `portal.configuration.environment` (docs/running.md).

Without DATABASE_URL: the embedded PostgreSQL in `var/`, a secret key made once, loopback only.
With it: a missing secret or host list stops the start.
"""

import contextlib
import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from common.compiled_queries.connections import PreparingConnection
from portal.configuration import allauth_settings, environment
from portal.configuration.logging_config import LOGGING as LOGGING

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
os.umask(0o077)  # whatever the portal writes is its user's alone
VAR.mkdir(exist_ok=True)
for folder in (VAR, VAR / "mail"):  # older ones were open to everybody on the machine
    with contextlib.suppress(FileNotFoundError, PermissionError):
        folder.chmod(0o700)

DATABASE_URL = environment.text("DATABASE_URL")
EMBEDDED = not DATABASE_URL
PORT = environment.number("PORT", 8000, least=1, most=65535)
WEB_CONCURRENCY = environment.number("WEB_CONCURRENCY", 2, least=1, most=100)
SITE_URL = environment.site_url("SITE_URL", f"http://127.0.0.1:{PORT}")
SITE_HTTPS = SITE_URL.startswith("https://")
SITE_NAME = "特別区全国連携プロジェクト"
# both desks of the secretariat, weekdays: on pages, error pages and in every mail
DESKS = (
    {"about": "プロジェクトについて", "name": "特別区長会事務局", "telephone": "03-5210-9747"},
    {"about": "会員登録・会員情報について", "name": "公益財団法人特別区協議会", "telephone": "03-5210-9080"},
)


def _secret_key() -> str:
    given = environment.text("DJANGO_SECRET_KEY")
    if given:
        return given
    if not EMBEDDED:
        raise ImproperlyConfigured("DJANGO_SECRET_KEY must be set where DATABASE_URL is set.")
    file = VAR / "secret_key"
    if not file.exists():
        fresh = VAR / f"secret_key.{os.getpid()}"
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # several processes start at once: the first one's counts
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text().strip()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _allowed_hosts() -> list[str]:
    given = environment.host_names("DJANGO_ALLOWED_HOSTS")
    if not given and not EMBEDDED:
        raise ImproperlyConfigured("DJANGO_ALLOWED_HOSTS must be set where DATABASE_URL is set.")
    return given or ["127.0.0.1", "localhost", "[::1]"]


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _allowed_hosts()
DEBUG = environment.switch("DJANGO_DEBUG", default=False)
if DEBUG and not EMBEDDED and not _is_loopback(urlsplit(SITE_URL).hostname or ""):
    raise ImproperlyConfigured("DJANGO_DEBUG must not be on for a public host.")
CSRF_TRUSTED_ORIGINS = environment.origins("DJANGO_CSRF_TRUSTED_ORIGINS") or [SITE_URL] * SITE_HTTPS

INSTALLED_APPS = [
    "portal",
    "board",
    "pamphlets",
    "sign_ups",
    "inquiries",
    "correspondence",
    "events",
    "news",
    "disaster",
    "members",
    "common",
    "common.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",  # its widget templates, so that ours may stand before them
    "crispy_forms",
    "csp",
    "procrastinate.contrib.django",
]

COMPRESS_PAGES = environment.switch("COMPRESS_PAGES", default=True)
MIDDLEWARE = [
    "portal.middleware.probes_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.request_log",
    "common.page_cache.caching.kept_pages",
    *(["portal.middleware.TextCompression"] if COMPRESS_PAGES else []),
    "portal.middleware.private_by_default",
    "portal.middleware.calm_in_outages",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.well_formed_only",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.login.middleware.require_second_factor",
    "members.login.middleware.ResumableLoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "common.forms.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "renkei"
CRISPY_TEMPLATE_PACK = "renkei"


def _database() -> dict:
    size = environment.number("DATABASE_POOL_SIZE", 8, least=1, most=1000)
    # short: who waits for a database that is away keeps a thread from everybody else (portal/outages.py);
    # a lost connection is given up sooner than that, as the next who asks then has a new one at once
    pool = {"min_size": 1, "max_size": size, "timeout": 3, "reconnect_timeout": 2}
    options = {
        "pool": {**pool, "connection_class": PreparingConnection},
        # a statement that a connection has run three times is planned once: planning took longer than running
        "server_side_binding": True,
        "prepare_threshold": 3,
    }
    if not EMBEDDED:
        found = environment.database("DATABASE_URL")
        found["OPTIONS"] = {**options, **found["OPTIONS"]}
        return {**found, "CONN_HEALTH_CHECKS": True}
    from portal import postgres  # never imported where DATABASE_URL is set

    data = VAR / "postgres"
    name = environment.database_name("PORTAL_DATABASE_NAME", "portal")
    try:
        at = postgres.start(data)
        postgres.ensure_database(data, name)
    except postgres.PostgresUnavailable as error:
        raise ImproperlyConfigured(str(error)) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": at["user"],
        "HOST": at["host"],
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,  # a connection that broke while it lay in the pool is not given out
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_TABLE_CACHE = {
    "BACKEND": "common.housekeeping.cache_backend.UnculledDatabaseCache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
# Pages are kept by common/page_cache/caching.py. Counters never lie where something may push them out.
CACHES = {
    "default": environment.cache("CACHE_URL")
    if environment.text("CACHE_URL")
    else {**_TABLE_CACHE, "LOCATION": "common_cache"},
    "counters": {**_TABLE_CACHE, "LOCATION": "common_counter"},
}

# Mail leaves only through common/outbox; this is the carrier its worker uses.
if environment.text("EMAIL_URL"):
    vars().update(environment.mail_carrier("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = environment.number("EMAIL_TIMEOUT", 10, least=1, most=120)
# mails of single events of the board to one address in a day; what is above waits for the morning's digest
NOTICE_DAILY_CAP = environment.number("NOTICE_DAILY_CAP", 20, least=0, most=10_000)
DEFAULT_FROM_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", f"noreply@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "members.login.backends.PersonBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
_PASSWORDS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_PASSWORDS}UserAttributeSimilarityValidator"},
    {"NAME": f"{_PASSWORDS}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_PASSWORDS}CommonPasswordValidator"},
    {"NAME": f"{_PASSWORDS}NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:mypage"
LOGOUT_REDIRECT_URL = "portal:home"

# The secretariat works only with a second factor; the demo account of the embedded database has none.
SECRETARIAT_SECOND_FACTOR = environment.switch("SECRETARIAT_SECOND_FACTOR", default=not EMBEDDED)

vars().update(allauth_settings.SETTINGS)
MFA_TOTP_ISSUER = SITE_NAME
# whose X-Forwarded-For is believed
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 0, least=0, most=20)

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs/ja/images")]
WHITENOISE_USE_FINDERS = DEBUG
_PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
_HASHED_STATIC = "portal.configuration.static_files.StaticFiles"


def _uploads() -> dict:
    if environment.text("STORAGE_URL"):
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": environment.bucket("STORAGE_URL")}
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    }


STORAGES = {"default": _uploads(), "staticfiles": {"BACKEND": _PLAIN_STATIC if DEBUG else _HASHED_STATIC}}
CLAMD_URL = environment.scanner("CLAMD_URL")  # without it uploads are not scanned for viruses
FILE_UPLOAD_HANDLERS = ["common.uploads.upload_handler.BoundedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600  # where nothing is said, Django opens files to everybody
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024  # text of a form; files are counted separately
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000  # 50 questions of an inquiry with 50 ticks each, or 800 cells of tables
DATA_UPLOAD_MAX_NUMBER_FILES = (
    60  # the form refuses more than common.uploads.limits.MAX_FILES with a sentence
)

SESSION_ENGINE = "members.sessions.session_store"
SESSION_COOKIE_NAME = "renkei_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
SECURE_SSL_REDIRECT = SITE_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if SITE_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{f"{kind}-src": [SELF] for kind in ("script", "style", "font", "connect", "manifest")},
        **{kind: [NONE] for kind in ("default-src", "frame-ancestors", "base-uri")},
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
    },
}
_UNUSED = "accelerometer camera display-capture geolocation gyroscope microphone payment usb"
PERMISSIONS_POLICY = {name: [] for name in _UNUSED.split()}

PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "delete_jobs": "successful"}
