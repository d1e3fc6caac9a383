"""A message to the secretariat arrives; the secretariat works on it."""

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused
from portal.contact.emails import ContactCopy, ContactReceived
from portal.contact.models import ContactMessage

OVERTAKEN = "先にほかの担当者が状態を変えました。いまの記録を確かめて、もう一度保存してください。"


@transaction.atomic
def receive_message(*, by, **typed) -> ContactMessage:
    """Keep it, tell the secretariat, and send its writer a copy with the number."""
    message = ContactMessage.objects.create(by=by, **typed)
    ContactReceived.send(message)
    ContactCopy.send(message)
    return message


@transaction.atomic
def handle_message(*, message: ContactMessage, by, seen: str, state: str, note: str) -> ContactMessage:
    """Say how far it is; `seen` is the state on the page from which they pressed."""
    message = ContactMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if (message.state, message.note) == (state, note):
        return message
    if message.state != seen:
        raise ActionRefused(OVERTAKEN)
    changes = {"状態": [message.get_state_display(), ContactMessage.State(state).label]}
    message.state, message.note = state, note
    is_new = state == ContactMessage.State.NEW
    message.handled_at, message.handled_by = (None, None) if is_new else (timezone.now(), by)
    message.save(update_fields=["state", "note", "handled_at", "handled_by"])
    record(by=by, verb="portal.contact_handled", obj=message, changes=changes)
    return message
