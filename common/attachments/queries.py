from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef

from common.attachments.models import StoredFile
from common.compiled_queries.compiled import compiled
from common.versions import read_version


def files_of(obj: models.Model) -> list[StoredFile]:
    """The files of one object, in their order."""
    return files_of_many([obj])[obj.pk]


def files_of_many(objs: Iterable[models.Model]) -> dict[Any, list[StoredFile]]:
    """{pk: files in their order} of objects of one model, in one query; every pk is there."""
    objs = list(objs)
    found: dict[Any, list[StoredFile]] = {obj.pk: [] for obj in objs}
    if objs:
        owner_type = ContentType.objects.get_for_model(objs[0])
        for file in _owned_files(owner_type=owner_type.pk, owners=list(found)):
            found[file.owner_id].append(file)
    return found


@compiled
def _owned_files(*, owner_type, owners):
    return StoredFile.objects.filter(owner_type=owner_type, owner_id__any=owners)


def set_files(objs: Iterable[models.Model]) -> None:
    """Set `files` and `has_pictures` on objects of any models, in one query for all."""
    objs = list(objs)
    types = ContentType.objects.get_for_models(*{type(obj) for obj in objs})
    by_type: dict[Any, dict[Any, models.Model]] = {}
    for obj in objs:
        obj.files, obj.has_pictures = [], False
        by_type.setdefault(types[type(obj)].pk, {})[obj.pk] = obj
    owners = {pk for known in by_type.values() for pk in known}
    for file in _files_among(types=list(by_type), owners=list(owners)) if by_type else ():
        if owner := by_type[file.owner_type_id].get(file.owner_id):
            owner.files.append(file)
            owner.has_pictures |= file.is_picture


@compiled
def _files_among(*, types, owners):
    """Those of any of these types with any of these keys: more than asked for where keys are the same."""
    return StoredFile.objects.filter(owner_type__pk__any=types, owner_id__any=owners)


def has_files(model: type[models.Model]) -> Exists:
    """Whether a row of this model owns any: an expression for its own query."""
    owner_type = ContentType.objects.get_for_model(model).pk
    return Exists(StoredFile.objects.filter(owner_type=owner_type, owner_id=OuterRef("pk")).order_by())


def files_by_kind(files: Iterable[StoredFile], *, drafted: bool = False) -> dict[str, list[StoredFile]]:
    """Pictures are shown, to the public once their words and rights are there; documents offered."""
    return {
        "pictures": [file for file in files if file.is_picture and (drafted or file.is_described)],
        "documents": [file for file in files if not file.is_picture],
    }


def undescribed_pictures(files: Iterable[StoredFile]) -> list[StoredFile]:
    """Those that no public page may show yet."""
    return [file for file in files if file.is_picture and not file.is_described]


def descriptions_version(files: Iterable[StoredFile]) -> str:
    """Which descriptions the pictures among these files have."""
    return read_version(
        {
            str(file.pk): [file.alt, file.caption, file.rights, file.taken_on]
            for file in files
            if file.is_picture
        }
    )


def unowned_files(*, by) -> models.QuerySet[StoredFile]:
    """Files that `by` uploaded and no object owns yet."""
    if by is None or not by.is_authenticated:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(owner_type__isnull=True, uploaded_by=by)
