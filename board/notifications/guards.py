"""What the guards of the board's mails ask before one is sent."""

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail

NO_LONGER_HOLDS = "送る前に状況が変わったため、送りませんでした。"


def audit_entry_of(mail: OutgoingMail) -> AuditEntry | None:
    """The entry of the audit log in the mail's key (`owner_notified:12:address`)."""
    return AuditEntry.objects.select_related("by").filter(pk=mail.key.split(":")[1]).first()


def is_addressee(mail: OutgoingMail, addresses) -> bool:
    return mail.to.lower() in {address.lower() for address in addresses}
