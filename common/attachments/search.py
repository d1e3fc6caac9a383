"""The text inside attachments (添付ファイルの文字): features ask for it when they describe their rows.

SearchText(…, files=search_parts_of(announcement))
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from common.attachments.models import StoredFile
from common.search import parts, registry
from common.search.actions import refresh_index


def search_parts_of(obj: models.Model) -> list[parts.TextPart]:
    """A part of an indexed text for each file of an object: its name, what it shows, its text."""
    owner_type = ContentType.objects.get_for_model(obj)
    files = StoredFile.objects.filter(owner_type=owner_type, owner_id=obj.pk)
    rows = files.order_by("position", "created_at").values_list("name", "alt", "extracted_text__text")
    return [
        parts.TextPart(f"添付ファイル「{name}」", "\n".join(text for text in (name, alt, content) if text))
        for name, alt, content in rows
    ]


def refresh_owner(file: StoredFile) -> None:
    """What is known of a file has changed: its owner is found by it from now on."""
    if file.owner_type_id is None:
        return
    model = ContentType.objects.get_for_id(file.owner_type_id).model_class()
    owner = model._base_manager.filter(pk=file.owner_id).first() if model is not None else None
    if owner is None:
        return
    if hasattr(owner, "files_changed"):
        owner.files_changed()
    if model in registry.searchable_models():
        refresh_index(owner)
