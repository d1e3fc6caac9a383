"""What attached pictures of a request show (添付ファイルの説明)."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.attachments.actions import save_file_descriptions
from common.attachments.models import StoredFile
from correspondence.requests.rules import can_close
from pamphlets.requests.models import PamphletRequest


@transaction.atomic
def describe_pamphlet_files(
    *, pamphlet: PamphletRequest, by, alts: Mapping[StoredFile, str]
) -> list[StoredFile]:
    """Keep alternative texts of the request's pictures; returns the files whose text changed."""
    pamphlet = PamphletRequest.objects.select_for_update().get(pk=pamphlet.pk)
    if not can_close(by, pamphlet):
        raise PermissionDenied
    return save_file_descriptions(owner=pamphlet, by=by, alts=alts)
