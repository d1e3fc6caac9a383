"""Database and uploaded files in one archive, and back.

A zip of `manifest.json`, `database.dump` (pg_dump, custom format) and `files/<name in the storage>`.
The manifest names every member with its size and SHA-256; restoring reads it first and believes nothing else.
"""

import hashlib
import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from common.attachments.models import StoredFile
from common.outbox.models import OutgoingMail
from common.page_cache import triggers
from members.organizations.models import Organization
from members.users.models import User
from portal import migration_history

FORMAT = 1
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files/"
CHUNK = 1024 * 1024
SCHEMA_ASIDE = "before_restore"
OWN_APPS = ["members", "board", "pamphlets", "inquiries", "events", "news", "disaster", "common"]


class BackupError(Exception):
    """The archive cannot be made or used; the message says why."""


def write_backup(target: Path) -> dict:
    """Write the archive `target`, whole or not at all; return its manifest."""
    if target.exists():
        raise BackupError(f"{target} exists already. Name a new file.")
    unfinished = target.with_name(target.name + ".part")
    members = {}
    try:
        with (
            open(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w") as archive,
            tempfile.TemporaryDirectory() as folder,
        ):
            # the database first: files are written before the rows that name them, and rarely removed
            dump = Path(folder) / DUMP
            _run_program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
            with dump.open("rb") as content:
                members[DUMP] = _add(archive, DUMP, content)
            for name in sorted(_stored_names()):
                with default_storage.open(name) as content:
                    members[FILES + name] = _add(archive, FILES + name, content)
            manifest = _manifest(members)
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def read_manifest(source: Path) -> dict:
    """Check the archive `source` from end to end; return its manifest."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            _check(archive, manifest)
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise BackupError(f"{source} is not a whole archive of this portal ({error}).") from error
    newer = set(manifest["migrations"]) - _known_migrations()
    if newer:
        raise BackupError(
            f"{source} comes from a newer portal (it knows {min(newer)}). Update the program first."
        )
    other = migration_history.changed_since(
        manifest.get("history", dict.fromkeys(manifest["migrations"], ""))
    )
    if other:
        raise BackupError(
            f"{source} is of a version whose migrations are gone ({other[0]}). See docs/adr/0029."
        )
    return manifest


def restore_backup(source: Path, manifest: dict) -> None:
    """Put database and files of a checked archive in the place of what is there."""
    with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory() as folder:
        dump = archive.extract(DUMP, folder)
        _replace_database(Path(dump))
        names = {name.removeprefix(FILES) for name in manifest["members"] if name.startswith(FILES)}
        for name in sorted(names):
            with archive.open(FILES + name) as content:
                if default_storage.exists(name):
                    default_storage.delete(name)
                default_storage.save(name, File(content, name=name))
    for left_over in set(_stored_names()) - names:
        default_storage.delete(left_over)
    call_command("migrate", verbosity=0, interactive=False)  # an archive may be older than the program
    triggers.announce_all()


def target_is_empty() -> bool:
    """Whether nobody's work would be lost: no people, organisations, mails or files."""
    tables = set(connection.introspection.table_names())
    models = User, Organization, OutgoingMail, StoredFile
    filled = any(model._meta.db_table in tables and model._base_manager.exists() for model in models)
    return not filled and next(_stored_names(), None) is None


def _manifest(members: dict) -> dict:
    tables = set(connection.introspection.table_names())
    models = (model for app in OWN_APPS for model in apps.get_app_config(app).get_models())
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "site": settings.SITE_URL,
        "migrations": sorted(_applied_migrations()),
        "history": migration_history.applied_history(),
        "rows": {
            model._meta.label: model._base_manager.count()
            for model in models
            if model._meta.db_table in tables
        },
        "members": members,
    }


def _add(archive: zipfile.ZipFile, name: str, content) -> dict:
    digest, size = hashlib.sha256(), 0
    # stored: pictures, PDFs and the dump are compressed already
    with archive.open(
        zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6]), "w", force_zip64=True
    ) as to:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            to.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _check(archive: zipfile.ZipFile, manifest: dict) -> None:
    if manifest["format"] != FORMAT:
        raise ValueError(f"format {manifest['format']}")
    listed = sorted([MANIFEST, *manifest["members"]])
    if sorted(archive.namelist()) != listed or DUMP not in manifest["members"]:
        raise ValueError("its contents are not those of its manifest")
    for name, facts in manifest["members"].items():
        if name != DUMP and not _is_safe(name):
            raise ValueError(f"unsafe name {name!r}")
        digest = hashlib.sha256()
        with archive.open(name) as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != facts["sha256"]:
            raise ValueError(f"{name} is damaged")


def _is_safe(name: str) -> bool:
    """Below files/, and only names that cannot leave the storage."""
    parts = PurePosixPath(name).parts
    return (
        name.startswith(FILES)
        and len(parts) > 1
        and "/".join(parts) == name
        and not {"..", "."} & set(parts)
        and "\\" not in name
        and "\0" not in name
    )


def _stored_names(folder: str = "") -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # a folder on the disk is made with the first upload
        return
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _stored_names(f"{folder}{name}/")


def _applied_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _replace_database(dump: Path) -> None:
    """Load the dump into a fresh schema; the old one is dropped only when that went well."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA_ASIDE} CASCADE")
        cursor.execute(f"ALTER SCHEMA public RENAME TO {SCHEMA_ASIDE}")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    try:
        _run_program(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
            "--schema=public", f"--dbname={connection.settings_dict['NAME']}", str(dump),
        )  # fmt: skip
    except BackupError:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {SCHEMA_ASIDE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SCHEMA_ASIDE} CASCADE")
        cursor.execute("ANALYZE")


def _run_program(program: str, *arguments: str) -> None:
    at = connection.get_connection_params()  # also what stands behind the ? of DATABASE_URL
    names = ("host", "port", "user", "password", "sslmode")
    given = {f"PG{name.upper()}": str(at.get(name, "")) for name in names} | {
        "PGDATABASE": at.get("dbname", "")
    }
    environment = {**os.environ, **{name: value for name, value in given.items() if value}}
    try:
        done = subprocess.run(
            [_program(program), *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} was not found. Install PostgreSQL's client programs.") from error
    if done.returncode != 0:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-1000:]}")


def _program(name: str) -> str:
    if not settings.EMBEDDED:
        return name
    from portal import postgres  # never imported where DATABASE_URL is set

    return str(postgres.binary(name))
