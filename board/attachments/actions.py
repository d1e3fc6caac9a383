"""What pictures among attachments show (添付ファイルの説明)."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from board import rules
from board.models import PamphletRequest, Reply, Topic
from board.rules.pamphlet import can_close_pamphlet
from office import describing
from office.models import StoredFile

_MAY = {
    Topic: rules.can_edit_topic,
    Reply: rules.can_describe_reply_files,
    PamphletRequest: can_close_pamphlet,
}


def may_describe_files(user, owner) -> bool:
    """Whoever may mend what a file is attached to says what it shows."""
    return _MAY[type(owner)](user, owner)


@transaction.atomic
def describe_files(*, owner, by, alts: Mapping[StoredFile, str]) -> list[StoredFile]:
    """Keep alternative texts of an owner's pictures; returns the files whose text changed."""
    owner = type(owner).objects.select_for_update().get(pk=owner.pk)
    if not may_describe_files(by, owner):
        raise PermissionDenied
    return describing.describe(owner=owner, by=by, alts=alts)
