"""Publishing a disaster."""

from django.db import transaction

from common.attachments.queries import files_of, undescribed_pictures
from common.publication.actions import publish
from common.refusals import ActionRefused
from disaster.disasters.models import Disaster

UNDESCRIBED = (
    "説明か権利の表示のない写真があります。"
    "「写真と資料の説明」に入力するか、写真を外してから、公開してください。"
)


@transaction.atomic
def publish_disaster(*, disaster: Disaster, by) -> bool:
    """Show it to everybody; False when it was public already. Raises ActionRefused for a bare picture."""
    if undescribed_pictures(files_of(disaster)):
        raise ActionRefused(UNDESCRIBED)
    return publish(obj=disaster, by=by)
