"""Keeping, giving and discarding attachments (添付ファイル)."""

import datetime
import hashlib
import io
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from common.attachments import processing, queries, search, thumbnails
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import StaleVersion
from common.uploads import detection, errors, kinds, limits, names, pdfs, pictures

# what is said of a picture
WORDS = ("alt", "caption", "rights", "taken_on")


def store_upload(upload: UploadedFile, *, by, only: Iterable[str] = ()) -> StoredFile:
    """Check one upload and keep it, owned by nobody yet; `by` is its uploader (None for a visitor).

    `only` narrows the kinds that are taken (`limits.PICTURES`).
    Raises ValidationError with a Japanese sentence that names the file and says what to do.
    """
    name = names.safe_file_name(upload.name or "", "")
    try:
        return _store_upload(upload, by, only)
    except errors.UploadRefused as refused:
        raise ValidationError(f"「{name.rstrip('.')}」{refused}", code="file") from None


def _store_upload(upload: UploadedFile, by, only: Iterable[str] = ()) -> StoredFile:
    if not upload.size:
        raise errors.UploadRefused("は、中身が空です。ファイルを確かめて選び直してください。")
    if upload.size > limits.MAX_SIZE:
        raise errors.UploadRefused(
            f"は、大きすぎます。1件{limits.MAX_SIZE // limits.MB}MBまでにしてください。"
        )
    if getattr(upload, "is_cut", False):  # by common.uploads.upload_handler, before the form could count
        megabytes = limits.MAX_TOTAL // limits.MB
        raise errors.UploadRefused(
            f"は、受け取れませんでした。一度に添付できるのは合計{megabytes}MBまでです。"
        )
    kind = detection.kind_of(upload.file, upload.name, only)
    stored = StoredFile(kind=kind, name=names.safe_file_name(upload.name, kinds.KINDS[kind][1][0]))
    content: Any = upload.file
    if kind in kinds.PICTURES:
        drawn, stored.width, stored.height = pictures.redrawn(upload.file, kind)
        content = io.BytesIO(drawn)
    elif kind == kinds.PDF:
        stored.pages = pdfs.pages_of(upload.file)
    stored.uploaded_by = by if by is not None and by.is_authenticated else None
    return _keep(stored, content)


def store_generated_file(content: BinaryIO, *, name: str, kind: str, by) -> StoredFile:
    """Keep what we made ourselves, of any size and unchecked; owned by nobody yet."""
    return _keep(StoredFile(kind=kind, name=name, uploaded_by=by), content)


def _keep(stored: StoredFile, content: BinaryIO) -> StoredFile:
    content.seek(0)
    stored.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    stored.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    stored.content.save(stored.name, File(content), save=False)
    stored.save(force_insert=True)
    return stored


def attach_files(files: Iterable[StoredFile], *, to: models.Model) -> list[StoredFile]:
    """Give files to their owner, in this order, behind those it has. The owner's visibility is theirs now.

    A file that another object got meanwhile (the same form in two windows) stays there; returns the others.
    """
    files = list(files)
    return _attach_from(files, to, first=len(files_of(to))) if files else []


def release_files(files: Iterable[StoredFile]) -> None:
    """Take files from their owner, so that `attach_files` can give them to another one at once."""
    for file in files:
        file.owner_type, file.owner_id = None, None
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).update(owner_type=None, owner_id=None)


def replace_files(files: Iterable[StoredFile], *, to: models.Model) -> list[StoredFile]:
    """Make exactly these the files of `to`: new ones attached, the others discarded; returns what it has."""
    files = list(files)
    wanted = {file.pk for file in files}
    with transaction.atomic():
        discard_files(file for file in files_of(to) if file.pk not in wanted)
        return _attach_from(files, to, first=0)


def _attach_from(files: Iterable[StoredFile], to: models.Model, *, first: int) -> list[StoredFile]:
    owner_type = ContentType.objects.get_for_model(to)
    arrived, own = [], []
    unowned_or_own = models.Q(owner_type__isnull=True) | models.Q(owner_type=owner_type, owner_id=to.pk)
    for position, file in enumerate(files, first):
        given = StoredFile.objects.filter(unowned_or_own, pk=file.pk).update(
            owner_type=owner_type, owner_id=to.pk, position=position
        )
        if given:
            if file.owner_type_id is None:
                arrived.append(file)
            file.owner_type, file.owner_id, file.position = owner_type, to.pk, position
            own.append(file)
    processing.request_processing(arrived)
    return own


def discard_files(files: Iterable[StoredFile]) -> None:
    """Delete rows, and the contents once that is committed."""
    for file in list(files):
        storage, path = file.content.storage, file.content.name
        paths = [path, *(thumbnails.path_of(file, width) for width in thumbnails.WIDTHS)]
        file.delete()
        transaction.on_commit(lambda storage=storage, paths=paths: [storage.delete(path) for path in paths])


@transaction.atomic
def describe_files(
    *,
    owner: models.Model,
    by,
    may: Callable,
    texts: Mapping[StoredFile, Mapping[str, Any]],
    version: str = "",
) -> list[StoredFile]:
    """Keep what is said of an owner's pictures (`WORDS`); returns those that changed.

    `may(by, owner)` is asked again on the locked owner. Raises StaleVersion where somebody described them
    since `version`.
    """
    owner = type(owner)._base_manager.select_for_update(of=("self",)).get(pk=owner.pk)
    if not may(by, owner):
        raise PermissionDenied
    own = {file.pk: file for file in queries.files_of(owner)}
    wanted = {own[file.pk]: words for file, words in texts.items() if file.pk in own}
    changed = [
        file
        for file, words in wanted.items()
        if file.is_picture and any(getattr(file, column) != text for column, text in words.items())
    ]
    if not changed:
        return []
    if version and version != queries.descriptions_version(own.values()):
        raise StaleVersion(owner)
    changes = {
        file.name: [_in_words(getattr(file, column) for column in WORDS), _in_words(wanted[file].values())]
        for file in changed
    }
    for file in changed:
        for column, text in wanted[file].items():
            setattr(file, column, text)
    StoredFile.objects.bulk_update(changed, WORDS)
    record(by=by, verb="common.files_described", obj=owner, changes=changes)
    search.refresh_owner(changed[0])
    return changed


def _in_words(parts: Iterable) -> str:
    return " ".join(str(part) for part in parts if part)


def discard_unowned_files(*, older_than: datetime.timedelta) -> int:
    """Discard uploads of forms that were never finished."""
    files = list(
        StoredFile.objects.filter(owner_type__isnull=True, created_at__lt=timezone.now() - older_than)
    )
    discard_files(files)
    return len(files)


def discard_orphaned_files() -> int:
    """Discard files whose owner was deleted: nobody can see them any more."""
    orphans: list[StoredFile] = []
    used = StoredFile.objects.filter(owner_type__isnull=False).order_by().values_list("owner_type", flat=True)
    for owner_type in ContentType.objects.filter(pk__in=used.distinct()):
        model = owner_type.model_class()
        if model is not None:
            living = model._base_manager.values("pk")
            orphans += StoredFile.objects.filter(owner_type=owner_type).exclude(owner_id__in=living)
    discard_files(orphans)
    return len(orphans)


def discard_contents_without_rows(*, older_than: datetime.timedelta) -> int:
    """Delete what lies in the storage though no row names it: of uploads that failed, of rows rolled back."""
    storage, before = StoredFile._meta.get_field("content").storage, timezone.now() - older_than
    discarded = 0
    for folder in _folders(storage):
        found = {name: _file_number(name) for name in storage.listdir(folder)[1]}
        known = StoredFile.objects.filter(pk__in=filter(None, found.values()))
        there = set(known.values_list("pk", flat=True))
        for name, number in found.items():
            path = f"{folder}/{name}"
            if number and number not in there and storage.get_modified_time(path) < before:
                storage.delete(path)
                discarded += 1
    return discarded


def _folders(storage) -> list[str]:
    try:
        return storage.listdir("")[0]
    except FileNotFoundError:  # made with the first upload
        return []


def _file_number(name: str) -> uuid.UUID | None:
    """Whose content it is, or a small copy of it; None where we did not write it."""
    try:
        return uuid.UUID(hex=name.partition("-")[0])
    except ValueError:
        return None
