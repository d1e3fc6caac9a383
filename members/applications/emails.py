from common.outbox.mail_templates import send_template_mail_to_each
from members.sections.models import Section
from members.users.models import User


def send_join_asked(application) -> bool:
    """Put a request for an account before the representatives; False where the organisation has none."""
    if application.kind != application.Kind.ACCOUNT:
        return False
    representatives = User.objects.of(application.organization).representatives()
    addresses = list(representatives.values_list("email", flat=True))
    if not addresses:
        return False
    mailboxes = Section.objects.open().filter(organization=application.organization_id)
    send_template_mail_to_each(
        "members.join_asked",
        to=[*addresses, *mailboxes.values_list("mailbox", flat=True)],
        key=f"members.join_asked:{application.number}",
        application=application,
    )
    return True
