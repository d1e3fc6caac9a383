"""A line of a history is taken back; lines, requests and answers are purged by the secretariat."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q

from common.attachments.actions import discard_files
from common.attachments.queries import files_of_many
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.retractions.actions import purge, register_eraser, retract
from common.retractions.models import ERASED
from common.search.actions import refresh_index
from correspondence.answers.actions import lock_answer
from correspondence.mails.emails import room_mail
from correspondence.requests.actions import lock
from correspondence.retractions import rules
from correspondence.steps.actions import record_step


@transaction.atomic
def retract_step(*, step, by, reason: str) -> None:
    """Take back what one line of the history says; who read it is told."""
    step = _locked(step)
    if not rules.can_retract_step(by, step):
        raise PermissionDenied
    retract(step, by=by, reason=reason)
    room_mail(step.item, "step_retracted").send(step)


@transaction.atomic
def purge_step(*, step, by, reason: str) -> None:
    step = _locked(step)
    if not rules.can_purge_step(by, step):
        raise PermissionDenied
    purge(step, by=by, reason=reason)
    room_mail(step.item, "step_retracted").send(step)


@transaction.atomic
def purge_request(*, item, by, reason: str) -> None:
    """Erase what was asked; each answer is purged by itself."""
    item = lock(type(item), item.pk)
    _purge(item, item, by, reason)


@transaction.atomic
def purge_answer(*, answer, by, reason: str) -> None:
    """Erase what one organisation answered; that it answered stays."""
    item, answer = lock_answer(answer)
    _purge(answer, item, by, reason, answer=answer)


def _purge(row, item, by, reason: str, answer=None) -> None:
    if not rules.can_purge(by, item):
        raise PermissionDenied
    purge(row, by=by, reason=reason)
    step = record_step(item, by, "purged", answer=answer, note=reason)
    room_mail(item, "step_retracted").send(step)


def _locked(step):
    lock(type(step.item), step.item.pk)
    return type(step).objects.select_for_update(of=("self",)).get(pk=step.pk)


# --- what a purge empties ----------------------------------------------------------------------------------


def erase_step(step) -> list[models.Model]:
    """Gives the lines of the audit log that say the same."""
    same = Q()
    if step.changes:
        same |= Q(facts__changes=step.changes)
    if step.note:
        same |= Q(facts__note=step.note)
    entries = list(entries_of(step.item).filter(same)) if same else []
    step.changes, step.note = {}, ERASED if step.note else ""
    step.save(update_fields=["changes", "note"])
    return entries


def erase_steps(steps) -> list[models.Model]:
    """Of a purged request or answer."""
    found = list(steps)
    return [*found, *(entry for step in found for entry in erase_step(step))]


def erase_request(item) -> list[models.Model]:
    """Title, text and the lines of its history; gives also all mails that name it."""
    item.title = item.description = ERASED
    item.returned_reason = ""
    item.withdrawn_reason = ERASED if item.withdrawn_reason else ""
    item.save()
    refresh_index(item, narrowed=True)
    named = Q(subject__contains=item.number_name) | Q(body__contains=item.number_name)
    return [*erase_steps(item.steps.filter(answer=None)), *OutgoingMail.objects.filter(named)]


def erase_answer(answer) -> list[models.Model]:
    """What hangs on every answer: the lines of its history and of the log, and the mails that quote it."""
    steps = erase_steps(answer.steps.all())
    entries = entries_of(answer.item).filter(facts__organization=answer.organization.full_name)
    item = answer.item
    named = Q(subject__contains=item.number_name) | Q(body__contains=item.number_name)
    addressed = Q(body__contains=answer.organization.full_name) | Q(
        to__in=answer.organization.sections.values("mailbox")
    )
    return [*steps, *entries, *OutgoingMail.objects.filter(named & addressed)]


def erase_values(values) -> None:
    """Values of an answer to typed questions, with their files."""
    found = list(values)
    discard_files(file for files in files_of_many(found).values() for file in files)
    values.delete()


def register_request_erasers(step_model, request_model, answer_model, *, request, answer) -> None:
    """`request` and `answer` of the room call `erase_request` and `erase_answer`."""
    register_eraser(step_model, erase_step)
    register_eraser(request_model, request)
    register_eraser(answer_model, answer)
