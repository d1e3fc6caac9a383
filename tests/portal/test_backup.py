import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from common.attachments.models import StoredFile
from common.search import registry
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization
from members.users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path, officer, monkeypatch):
    """An archive with 堺市, its officer and one uploaded file."""
    stored = StoredFile(
        name="企画書.pdf", kind="application/pdf", size=3, sha256="0" * 64, uploaded_by=officer
    )
    stored.content.save("x", ContentFile("本文".encode()))
    stored.save()

    def describe(organization):
        return registry.SearchText("会員", organization.name, "臨海部の防災訓練", "/", None, ["public"])

    monkeypatch.setattr(registry, "_searchables", {})
    registry.register_searchable(Organization, describe)
    refresh_index_now(officer.organization)
    call_command("backup", tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def rewrite(archive, *, change=None, rename=None, add=None):
    """The same archive with a changed manifest, a renamed or an added member."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    if change:
        change(manifest)
    for before, after in (rename or {}).items():
        members[after] = members.pop(before)
        manifest["members"][after] = manifest["members"].pop(before)
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in {**members, **(add or {})}.items():
            new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(manifest))


def file_member(archive):
    with zipfile.ZipFile(archive) as opened:
        return next(name for name in opened.namelist() if name.startswith("files/"))


@pytest.mark.usefixtures("no_cast")
def test_round_trip_brings_back_rows_and_files_and_removes_later_ones(backup, officer, make_organization):
    stored = StoredFile.objects.get()
    make_organization("後から来た会", kind=Organization.Kind.ASSOCIATION)
    User.objects.filter(pk=officer.pk).update(name="別人")
    default_storage.delete(stored.content.name)
    default_storage.save("zz/later", ContentFile(b"later"))

    call_command("restore", backup, "--replace")

    assert User.objects.get(pk=officer.pk).name == "堺 花子"
    assert not Organization.objects.filter(name="後から来た会").exists()
    assert LocalGovernment.objects.get().code == "271403"
    with StoredFile.objects.get().content.open() as content:
        assert content.read().decode() == "本文"
    assert not default_storage.exists("zz/later")
    assert search_texts("防災訓練", audiences=["public"]).count == 1  # generated columns and their index
    assert User.objects.create_user("new@city.example", name="次の人").pk > officer.pk  # sequences too


@pytest.mark.usefixtures("no_cast")
def test_the_manifest_counts_rows_and_is_for_its_owner_only(backup):
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["rows"]["members.User"] == 1
    assert manifest["rows"]["common.StoredFile"] == 1
    assert len(manifest["members"]) == 2
    assert backup.stat().st_mode & 0o777 == 0o600


def test_backup_refuses_to_overwrite(backup):
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", backup)


def test_restore_refuses_a_target_that_is_not_empty(backup, officer):
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", backup)
    assert User.objects.filter(pk=officer.pk).exists()


def test_restore_refuses_a_file_that_is_no_archive(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK but not really")
    with pytest.raises(CommandError, match="not a whole archive"):
        call_command("restore", tmp_path / "x.zip", "--replace")


@pytest.mark.parametrize(
    "name", ["files/../../etc/x", "/etc/x", "files/a\\..\\x", "files//x", "other/x", "files/"]
)
def test_restore_refuses_names_that_leave_the_storage(backup, officer, name):
    rewrite(backup, rename={file_member(backup): name})
    with pytest.raises(CommandError, match="not a whole archive"):
        call_command("restore", backup, "--replace")
    assert User.objects.filter(pk=officer.pk).exists()


def test_restore_refuses_a_damaged_member(backup):
    member = file_member(backup)
    rewrite(backup, change=lambda manifest: manifest["members"][member].update(sha256="0" * 64))
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", backup, "--replace")


def test_restore_refuses_a_member_the_manifest_does_not_name(backup):
    rewrite(backup, add={"files/stranger": b"x"})
    with pytest.raises(CommandError, match="not those of its manifest"):
        call_command("restore", backup, "--replace")


def test_restore_refuses_an_archive_of_a_newer_portal(backup):
    rewrite(backup, change=lambda manifest: manifest["migrations"].append("board.9999_future"))
    with pytest.raises(CommandError, match=r"board\.9999_future"):
        call_command("restore", backup, "--replace")


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["history"].update({"news.0001_initial": "another"}),
        lambda manifest: manifest.pop("history"),  # as before 0.3.0
    ],
)
def test_restore_refuses_an_archive_of_other_migrations(backup, change, officer):
    rewrite(backup, change=change)
    with pytest.raises(CommandError, match="migrations are gone"):
        call_command("restore", backup, "--replace")
    assert User.objects.filter(pk=officer.pk).exists()


def test_a_dump_that_cannot_be_loaded_leaves_everything_as_it_was(backup, officer):
    broken = b"PGDMP but not a dump"

    def change(manifest):
        import hashlib

        manifest["members"]["database.dump"] = {"size": 1, "sha256": hashlib.sha256(broken).hexdigest()}

    rewrite(backup, change=change, add={"database.dump": broken})
    with pytest.raises(CommandError, match="pg_restore failed"):
        call_command("restore", backup, "--replace")
    assert User.objects.get(pk=officer.pk).name == "堺 花子"
    assert StoredFile.objects.count() == 1
