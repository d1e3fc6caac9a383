"""What pictures among attachments show (添付ファイルの説明)."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from board.replies.models import Reply
from board.replies.rules import can_describe_reply_files
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.attachments.actions import save_file_descriptions
from common.attachments.models import StoredFile

_MAY = {
    Topic: can_edit_topic,
    Reply: can_describe_reply_files,
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
    return save_file_descriptions(owner=owner, by=by, alts=alts)
