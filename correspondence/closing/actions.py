"""The end of a request: no more answers are taken, or it is taken back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.refusals import ActionRefused
from common.search.actions import refresh_index
from correspondence.mails.emails import send_step_mail
from correspondence.requests.actions import lock, record_of, refuse_decided
from correspondence.requests.rules import can_close, can_withdraw, owns
from correspondence.steps.actions import record_step

SILENT = (
    "まだ回答していない{asked}が{count}{asked}あります。"
    "このまま終了するときは確認欄にチェックを入れてください。"
)
WITHDRAWN_ALREADY = "この{noun}は、既に取り下げられています。"


@transaction.atomic
def close(*, item, by, although_silent=False):
    """Take no more answers; the silent ones are closed over knowingly and told that none is needed."""
    item = lock(type(item), item.pk)
    if not can_close(by, item):
        refuse_decided(item, by)
    silent = item.answers.awaited().count()
    if silent and not although_silent:
        sentence = SILENT.format(asked=item.WORDS.asked, count=silent)
        raise ValidationError({"although_silent": sentence})
    item.state, item.closed_at, item.closed_by = item.State.CLOSED, timezone.now(), by
    item.save(update_fields=["state", "closed_at", "closed_by"])
    step = record_step(item, by, "closed")
    record_of(item, by, "closed", silent=silent)
    send_step_mail(step)
    return item


@transaction.atomic
def withdraw(*, item, by, reason: str):
    """Take the request back, also after its end; answers are kept, everybody asked is told why."""
    item = lock(type(item), item.pk)
    if item.is_withdrawn and owns(by, item):
        raise ActionRefused(WITHDRAWN_ALREADY.format(noun=item.WORDS.noun))
    if not can_withdraw(by, item):
        raise PermissionDenied
    item.state = item.State.WITHDRAWN
    item.withdrawn_at, item.withdrawn_by, item.withdrawn_reason = timezone.now(), by, reason
    item.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    step = record_step(item, by, "withdrawn", note=reason)
    record_of(item, by, "withdrawn", reason=reason)
    refresh_index(item)
    send_step_mail(step)
    return item
