"""Files whose download leaves a line in the audit log: they hold data of many people."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from common.attachments.models import StoredFile
from common.audit_log.actions import record

_verbs: dict[type[Model], str] = {}


def register_download_verb(model: type[Model], verb: str) -> None:
    """Have a line with this verb recorded whenever a file of such an owner is fetched."""
    _verbs[model] = verb


def log_download(file: StoredFile, *, by) -> None:
    """Record it where its owner wants that; `by` has just been given the file."""
    if file.owner_type_id is None:
        return
    model = ContentType.objects.get_for_id(file.owner_type_id).model_class()
    if verb := _verbs.get(model):
        owner = model._default_manager.get(pk=file.owner_id)
        record(by=by, verb=verb, obj=owner, file=file.name)
