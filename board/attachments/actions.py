"""What pictures among attachments show (添付ファイルの説明)."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from board.attachments.rules import can_describe_files
from common.attachments.actions import save_file_descriptions
from common.attachments.models import StoredFile


@transaction.atomic
def describe_files(*, owner, by, alts: Mapping[StoredFile, str]) -> list[StoredFile]:
    """Save the alternative texts of an owner's pictures; returns the files whose text changed."""
    owner = type(owner).objects.select_for_update().get(pk=owner.pk)
    if not can_describe_files(by, owner):
        raise PermissionDenied
    return save_file_descriptions(owner=owner, by=by, alts=alts)
