from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.outbox.mail_templates import send_template_mail
from members.government_changes.models import GovernmentChange
from members.government_changes.queries import organizations_of_change
from members.sections.models import Section
from members.sections.queries import secretariat_mailboxes


def send_government_stopped(change, trouble) -> None:
    with transaction.atomic():
        changed = GovernmentChange.objects.planned().filter(pk=change.pk).exclude(trouble=trouble[:300])
        if not changed.update(trouble=trouble[:300]):
            return
        record(by=None, verb="members.government_change_stopped", obj=change, reason=trouble)
        for mailbox in sorted(secretariat_mailboxes()):
            send_template_mail(
                "members.government_stopped",
                to=mailbox,
                key=f"members.government_stopped:{change.pk}:{timezone.now():%Y%m%d%H%M%S}:{mailbox}",
                change=change,
                trouble=trouble,
            )


def send_government_changed(change) -> None:
    """The mailboxes of the members it is about."""
    sections = Section.objects.open().filter(organization__in=organizations_of_change(change))
    for section in sections.select_related("organization__local_government"):
        send_template_mail(
            "members.government_changed",
            to=section.mailbox,
            key=f"members.government_changed:{change.pk}:{change.state}:{section.pk}",
            change=change,
            section=section,
            predecessors=[each.predecessor for each in change.successions.select_related("predecessor")],
        )
