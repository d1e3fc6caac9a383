"""The words inside attachments (添付ファイルの文字): features ask for them when they describe their rows.

index.Text(…, files=file_texts.texts_of(announcement))
file_texts.found_with(Reply, lambda reply: reply.topic)     # a reply's files are found with its topic
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from office import index
from office.models import StoredFile
from office.publication import Publication

_found_with: dict[str, Callable[[Any], models.Model | None]] = {}


def found_with(model: type[models.Model], described: Callable[[Any], models.Model | None]) -> None:
    """Say in whose indexed text the files of `model` stand, where it is not its own."""
    _found_with[model._meta.label_lower] = described


def texts_of(obj: models.Model) -> list[index.Part]:
    """A part of an indexed text for each file of an object: its name, what it shows, its words."""
    return texts_of_many([obj])


def texts_of_many(objs: Iterable[models.Model]) -> list[index.Part]:
    """The same for objects of one model, in one query."""
    objs = list(objs)
    if not objs:
        return []
    owner_type = ContentType.objects.get_for_model(objs[0])
    files = StoredFile.objects.filter(owner_type=owner_type, owner_id__in=[obj.pk for obj in objs])
    rows = files.order_by("owner_id", "position", "created_at").values_list("name", "alt", "words__text")
    return [
        index.Part(f"添付ファイル「{name}」", "\n".join(text for text in (name, alt, words) if text))
        for name, alt, words in rows
    ]


def tell_owner(file: StoredFile) -> None:
    """What is known of a file has changed: its owner is found by it, and shown with it, from now on."""
    if file.owner_type_id is None:
        return
    model = ContentType.objects.get_for_id(file.owner_type_id).model_class()
    owner = model._base_manager.filter(pk=file.owner_id).first() if model is not None else None
    if owner is None:
        return
    if isinstance(owner, Publication):  # its page is made once for all visitors, until this changes
        model._base_manager.filter(pk=owner.pk).update(changed_at=timezone.now())
    described = _found_with.get(model._meta.label_lower, lambda own: own)(owner)
    if described is not None and type(described) in index.registered():
        index.refresh(described)
