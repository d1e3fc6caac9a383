"""Taking back what was written (撤回), and purging it (完全な削除) with all that the portal made of it.

A feature says what a row consists of: `register_eraser(Topic, erase)`. `erase(topic)` empties and saves the
locked row and what hangs on it, and gives the rows whose files, mails and lines in the audit log go as well.
"""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from common.attachments.actions import discard_files
from common.attachments.queries import files_of_many
from common.audit_log.actions import record
from common.audit_log.models import AuditEntry
from common.outbox.actions import erase_mails
from common.outbox.mails import declared_mails
from common.outbox.models import OutgoingMail
from common.retractions.models import Retractable

Eraser = Callable[[models.Model], Iterable[models.Model]]
_erasers: dict[type[models.Model], Eraser] = {}
FIELDS = ["retracted_at", "retracted_by", "retracted_by_name", "retracted_reason", "purged_at"]


def register_eraser(model: type[models.Model], erase: Eraser) -> None:
    """Have `purge` of a row of that model begin with `erase(row)`."""
    _erasers[model] = erase


def retract(row: Retractable, *, by, reason: str) -> AuditEntry:
    """Take back the locked row, in the caller's transaction; its content stays for a purge to come."""
    _mark(row, by, reason)
    row.save(update_fields=FIELDS)
    return record(by=by, verb=_verb(row, "retracted"), obj=row, reason=reason)


def undo_retraction(row: Retractable) -> None:
    """It may be read again; the caller saves the row (`FIELDS`)."""
    row.retracted_at, row.retracted_by, row.retracted_by_name, row.retracted_reason = None, None, "", ""


@transaction.atomic
def purge(row: models.Model, *, by, reason: str) -> AuditEntry:
    """Erase what was written in the row: text, versions, files, search index, mails and the log's details."""
    rows = [row, *_erasers[type(row)](row)]
    for one in rows:
        if isinstance(one, Retractable):
            if not one.is_retracted:
                _mark(one, by, reason)
            one.purged_at = timezone.now()
            one.save(update_fields=FIELDS)
    by_model: dict[type[models.Model], list] = {}
    for one in rows:
        by_model.setdefault(type(one), []).append(one)
    ContentType.objects.get_for_models(*by_model)  # asked for at once
    for model, some in by_model.items():
        discard_files(file for files in files_of_many(some).values() for file in files)
        _erase_traces(model, [one.pk for one in some])
    return record(by=by, verb=_verb(row, "purged"), obj=row, reason=reason)


def _mark(row: Retractable, by, reason: str) -> None:
    row.retracted_at, row.retracted_by, row.retracted_reason = timezone.now(), by, reason
    row.retracted_by_name = f"{by.organization.full_name} {by.name}"


def _verb(row: models.Model, what: str) -> str:
    return f"{row._meta.app_label}.{row._meta.model_name}_{what}"


def _erase_traces(model: type[models.Model], keys: list) -> None:
    """Texts of the mails about these rows and about what was done to them, and what the log says of them."""
    if model is OutgoingMail:
        erase_mails(OutgoingMail.objects.filter(pk__in=keys))
        return
    about = Q(object_type=ContentType.objects.get_for_model(model), object_id__in=[str(key) for key in keys])
    entries = AuditEntry.objects.filter(Q(pk__in=keys) if model is AuditEntry else about)
    wanted = _mails_about(model, keys) | _mails_about(AuditEntry, list(entries.values_list("pk", flat=True)))
    erase_mails(OutgoingMail.objects.filter(wanted))
    entries.update(facts={}, object_name=str(model._meta.verbose_name))


def _mails_about(model: type[models.Model], keys: list) -> Q:
    purposes = [purpose for purpose, mail in declared_mails().items() if mail.about is model]
    return Q(purpose__in=purposes, about_id__in=keys)
