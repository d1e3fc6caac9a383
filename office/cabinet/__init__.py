"""The filing cabinet (添付ファイル): what may come in, who may take it out."""

import hashlib
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from office.cabinet import kinds, limits, looking, names, pdfs, pictures, small
from office.cabinet.limits import MAX_FILES, MAX_SIZE, MAX_TOTAL
from office.models import StoredFile

__all__ = [
    "MAX_FILES",
    "MAX_SIZE",
    "MAX_TOTAL",
    "attach",
    "discard",
    "files_of",
    "files_of_many",
    "give_files",
    "is_visible_to",
    "keep",
    "keep_made",
    "replace",
    "unowned",
]


def keep(upload: UploadedFile, *, by, only: Iterable[str] = ()) -> StoredFile:
    """Check one upload and keep it, owned by nobody yet; `by` is its uploader (None for a visitor).

    `only` narrows the kinds that are taken (`limits.PICTURES`).
    Raises ValidationError with a Japanese sentence that names the file and says what to do.
    """
    name = names.cleaned(upload.name or "", "")
    try:
        return _keep(upload, by, only)
    except kinds.Refused as refused:
        raise ValidationError(f"「{name.rstrip('.')}」{refused}", code="file") from None


def _keep(upload: UploadedFile, by, only: Iterable[str] = ()) -> StoredFile:
    if not upload.size:
        raise kinds.Refused("は、中身が空です。ファイルを確かめて選び直してください。")
    if upload.size > limits.MAX_SIZE:
        raise kinds.Refused(f"は、大きすぎます。1件{limits.MAX_SIZE // limits.MB}MBまでにしてください。")
    if getattr(upload, "is_cut", False):  # by office.uploads, before the form could count
        most = limits.MAX_TOTAL // limits.MB
        raise kinds.Refused(f"は、受け取れませんでした。一度に添付できるのは合計{most}MBまでです。")
    kind = kinds.kind_of(upload.file, upload.name, only)
    stored = StoredFile(kind=kind, name=names.cleaned(upload.name, limits.KINDS[kind][1][0]))
    content: Any = upload.file
    if kind in limits.PICTURES:
        drawn, stored.width, stored.height = pictures.redrawn(upload.file, kind)
        content = io.BytesIO(drawn)
    elif kind == limits.PDF:
        stored.pages = pdfs.pages_of(upload.file)
    content.seek(0)
    stored.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    stored.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    stored.uploaded_by = by if by is not None and by.is_authenticated else None
    stored.content.save(stored.name, File(content), save=False)
    stored.save(force_insert=True)
    return stored


def keep_made(content: BinaryIO, *, name: str, kind: str, by) -> StoredFile:
    """Keep what we made ourselves, of any size and unchecked; owned by nobody yet."""
    stored = StoredFile(kind=kind, name=name, uploaded_by=by)
    stored.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    stored.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    stored.content.save(name, File(content), save=False)
    stored.save(force_insert=True)
    return stored


def attach(files: Iterable[StoredFile], *, to: models.Model) -> None:
    """Give files to their owner, in this order, behind those it has. The owner's visibility is theirs now.

    A file that another object got meanwhile (the same form in two windows) stays there.
    """
    _give(files, to, first=len(files_of(to)))


def free(files: Iterable[StoredFile]) -> None:
    """Take files from their owner, so that `attach` can give them to another one at once."""
    for file in files:
        file.owner_type, file.owner_id = None, None
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).update(owner_type=None, owner_id=None)


def replace(files: Iterable[StoredFile], *, to: models.Model) -> None:
    """Make exactly these the files of `to`: new ones attached, the others discarded."""
    files = list(files)
    wanted = {file.pk for file in files}
    with transaction.atomic():
        discard(file for file in files_of(to) if file.pk not in wanted)
        _give(files, to, first=0)


def _give(files: Iterable[StoredFile], to: models.Model, *, first: int) -> None:
    owner_type = ContentType.objects.get_for_model(to)
    arrived = []
    free_or_his = models.Q(owner_type__isnull=True) | models.Q(owner_type=owner_type, owner_id=to.pk)
    for position, file in enumerate(files, first):
        given = StoredFile.objects.filter(free_or_his, pk=file.pk).update(
            owner_type=owner_type, owner_id=to.pk, position=position
        )
        if given:
            if file.owner_type_id is None:
                arrived.append(file)
            file.owner_type, file.owner_id, file.position = owner_type, to.pk, position
    looking.ask_for(arrived)


def discard(files: Iterable[StoredFile]) -> None:
    """Delete rows, and the contents once that is committed."""
    for file in list(files):
        storage, path = file.content.storage, file.content.name
        paths = [path, *(small.path_of(file, width) for width in small.WIDTHS)]
        file.delete()
        transaction.on_commit(lambda storage=storage, paths=paths: [storage.delete(path) for path in paths])


def files_of(obj: models.Model) -> list[StoredFile]:
    """The files of one object, in their order."""
    return files_of_many([obj])[obj.pk]


def files_of_many(objs: Iterable[models.Model]) -> dict[Any, list[StoredFile]]:
    """{pk: files in their order} of objects of one model, in one query; every pk is there."""
    objs = list(objs)
    found: dict[Any, list[StoredFile]] = {obj.pk: [] for obj in objs}
    if objs:
        owner_type = ContentType.objects.get_for_model(objs[0])
        for file in StoredFile.objects.filter(owner_type=owner_type, owner_id__in=found):
            found[file.owner_id].append(file)
    return found


def give_files(objs: Iterable[models.Model]) -> None:
    """Set `files` on objects of any models, in one query for all."""
    by_type: dict[Any, dict[Any, models.Model]] = {}
    for obj in objs:
        obj.files = []
        by_type.setdefault(ContentType.objects.get_for_model(obj), {})[obj.pk] = obj
    wanted = models.Q(pk__in=[])
    for owner_type, known in by_type.items():
        wanted |= models.Q(owner_type=owner_type, owner_id__in=known)
    for file in StoredFile.objects.filter(wanted) if by_type else ():
        by_type[ContentType.objects.get_for_id(file.owner_type_id)][file.owner_id].files.append(file)


def unowned(*, by) -> models.QuerySet[StoredFile]:
    """Files that `by` uploaded and no object owns yet."""
    if by is None or not by.is_authenticated:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(owner_type__isnull=True, uploaded_by=by)


def is_visible_to(user, file: StoredFile) -> bool:
    """Whether `user` may open it: he may see its owner; without one, he uploaded it."""
    if file.owner_type_id is None:
        return user.is_authenticated and file.uploaded_by_id == user.pk
    owner_type = ContentType.objects.get_for_id(file.owner_type_id)
    model = owner_type.model_class()
    if model is None:  # its app is gone
        return False
    return model._default_manager.visible_to(user).filter(pk=file.owner_id).exists()
