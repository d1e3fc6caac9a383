"""What the environment says: every variable is read here, at the start, before anything works with it.

An impossible value stops the start with one sentence that names the variable; the value is never repeated,
as it may be a secret. A variable that is set but empty counts as absent only where absent means "none".
"""

import os
import re
import unicodedata
from collections.abc import Callable
from email.utils import getaddresses
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
import psycopg
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.utils.module_loading import import_string
from psycopg.conninfo import make_conninfo

ON, OFF = {"1", "true", "t", "yes", "y", "on", "ok"}, {"0", "false", "f", "no", "n", "off"}
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = rf"(?:{LABEL}(?:\.{LABEL})*|\[[0-9a-f:.]+\])"
ALLOWED_HOST = re.compile(rf"\*|\.?{HOST}")
ORIGIN = re.compile(rf"https?://(?:\*\.)?{HOST}(?::\d{{1,5}})?")
DATABASE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,62}")
POSTGRESQL = {"postgres", "postgresql", "psql", "pgsql"}
SSL_MODES = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}
OF_DJANGO = {"pool", "isolation_level", "assume_role", "server_side_binding"}  # options no driver knows
CACHE_CLIENTS = {"PyMemcacheCache": "pymemcache", "PyLibMCCache": "pylibmc", "RedisCache": "redis"}


def text(name: str) -> str:
    """The value without blanks around it; "" where it is not set."""
    value = os.environ.get(name, "").strip()
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in value):
        raise ImproperlyConfigured(f"{name} must be one line of readable UTF-8 text.")
    return value


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number in ASCII digits between these two."""
    if name not in os.environ:
        return default
    value = text(name)
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def switch(name: str, *, default: bool) -> bool:
    """On or off, by one of the usual words."""
    if name not in os.environ:
        return default
    value = text(name).lower()
    if value not in ON | OFF:
        raise ImproperlyConfigured(f"{name} must be on or off (also 1 or 0, true or false, yes or no).")
    return value in ON


def site_url(name: str, default: str) -> str:
    """Scheme and host in small letters, as browsers write them; nothing behind them."""
    if name not in os.environ:
        return default
    refusal = ImproperlyConfigured(f"{name} must look like https://portal.example: scheme and host, no path.")
    try:
        parts = urlsplit(text(name))
        address = f"{parts.scheme}://{parts.netloc}".lower()
        valid = ORIGIN.fullmatch(address) and "*" not in address and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        raise refusal from None
    if not valid or parts.path.strip("/") or parts.query or parts.fragment:
        raise refusal
    return address


def host_names(name: str) -> list[str]:
    """Host names between commas or blanks."""
    return _listed(
        name,
        ALLOWED_HOST,
        "host names between commas, without scheme, port or path (.example.jp for all below)",
    )


def origins(name: str) -> list[str]:
    """Origins between commas or blanks."""
    return _listed(name, ORIGIN, "origins between commas, each with its scheme: https://portal.example")


def _listed(name: str, pattern: re.Pattern[str], what: str) -> list[str]:
    values = [value.rstrip("/").lower() for value in re.split(r"[,\s]+", text(name)) if value]
    if not all(map(pattern.fullmatch, values)):
        raise ImproperlyConfigured(f"{name} must be {what}.")
    return values


def sender(name: str, default: str) -> str:
    """An address, or one with a name before it, in any script: 特別区 <noreply@portal.example>."""
    if name not in os.environ:
        return default
    value = text(name)
    try:
        ((_, address),) = getaddresses([value])  # parseaddr would take the first of several
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, ValueError):
        raise ImproperlyConfigured(
            f"{name} must be one mail address, with or without a name: Portal <noreply@portal.example>."
        ) from None
    return value


def database_name(name: str, default: str) -> str:
    if name not in os.environ:
        return default
    if not DATABASE_NAME.fullmatch(text(name)):
        raise ImproperlyConfigured(f"{name} must be letters, digits, - and _, at most 63.")
    return text(name)


def database(name: str) -> dict[str, Any]:
    """What DATABASES takes, without its pool."""
    refusal = ImproperlyConfigured(f"{name} must name a PostgreSQL database.")
    if text(name).partition("://")[0].lower() not in POSTGRESQL:
        raise refusal
    found = _read(environ.Env.db_url_config, name, refusal)
    options = found.setdefault("OPTIONS", {})
    try:
        make_conninfo("", **{key: value for key, value in options.items() if key not in OF_DJANGO})
    except psycopg.Error:
        raise ImproperlyConfigured(f"{name} has an option behind ? that PostgreSQL does not know.") from None
    if options.get("sslmode", "prefer") not in SSL_MODES:
        raise ImproperlyConfigured(f"{name}: sslmode must be one of {', '.join(sorted(SSL_MODES))}.")
    if not found["NAME"]:
        raise refusal
    found.pop("CONN_MAX_AGE", None)  # the pool keeps connections
    return found


def mail_carrier(name: str) -> dict[str, Any]:
    """The EMAIL_... settings."""
    refusal = ImproperlyConfigured(f"{name} must look like smtp+tls://user:password@host:587.")
    found = _read(environ.Env.email_url_config, name, refusal)
    by_smtp, into_files = ".smtp." in found["EMAIL_BACKEND"], ".filebased." in found["EMAIL_BACKEND"]
    if (by_smtp and not found["EMAIL_HOST"]) or (into_files and not found["EMAIL_FILE_PATH"]):
        raise refusal
    return found


def cache(name: str) -> dict[str, Any]:
    """What CACHES takes."""
    refusal = ImproperlyConfigured(f"{name} must look like pymemcache://host:11211.")
    found = _read(environ.Env.cache_url_config, name, refusal)
    client = CACHE_CLIENTS.get(found["BACKEND"].rpartition(".")[2], "django")
    try:
        import_string(found["BACKEND"])
    except ImportError:
        raise refusal from None
    if find_spec(client) is None:
        raise ImproperlyConfigured(f"{name} names a cache whose client is not installed ({client}).")
    if client != "django" and found["LOCATION"] in ("", "unix:"):
        raise refusal
    return found


def bucket(name: str) -> dict[str, Any]:
    """The options of the S3 storage."""
    refusal = ImproperlyConfigured(f"{name} must look like s3://key:secret@host/bucket.")
    try:
        parts = urlsplit(text(name))
        host = parts.netloc.rpartition("@")[2].lower()
        valid = parts.port != 0 and (not host or re.fullmatch(rf"{HOST}(?::\d+)?", host))
    except ValueError:
        raise refusal from None
    found = parts.path.strip("/")
    if parts.scheme != "s3" or not valid or not re.fullmatch(r"[a-zA-Z0-9._-]+", found) or parts.fragment:
        raise refusal
    return {
        "bucket_name": found,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "endpoint_url": f"https://{host}" if host else None,
        "default_acl": "private",
        "file_overwrite": False,
    }


def scanner(name: str) -> str:
    """The address of a clamd; "" where it is not set."""
    value = text(name)
    refusal = ImproperlyConfigured(f"{name} must look like tcp://host:3310 or unix:///path/of/the/socket.")
    try:
        parts = urlsplit(value)
        by_tcp = re.fullmatch(rf"{HOST}(?::\d{{1,5}})?", parts.netloc.lower()) and parts.port != 0
    except ValueError:
        raise refusal from None
    by_socket = parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc
    if value and not (by_socket or (parts.scheme == "tcp" and by_tcp and not parts.path.strip("/"))):
        raise refusal
    return value


def _read(parse: Callable[[str], dict], name: str, refusal: ImproperlyConfigured) -> dict[str, Any]:
    """What django-environ makes of an address, which it checks little."""
    try:
        if re.search(r"\s", text(name)):
            raise refusal
        return parse(text(name))
    except (ValueError, KeyError, ImproperlyConfigured):
        raise refusal from None
