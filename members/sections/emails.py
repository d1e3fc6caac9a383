from django.contrib.auth import get_user_model

from common.outbox.actions import send_mails
from common.outbox.mail_templates import compose_template_mail
from members.sections.models import Section


def send_mailbox_bounced(section) -> None:
    """Its people with a login, and the other sections: the mailbox itself hears nothing."""
    organization = section.organization
    people = get_user_model().objects.of(organization).active()
    addresses = {
        person.email for person in people if person.is_representative or person.section_id == section.pk
    }
    addresses |= set(
        Section.objects.open()
        .filter(organization=organization, bounced_at=None)
        .values_list("mailbox", flat=True)
    )
    send_mails(
        compose_template_mail(
            "members.mailbox_bounced",
            to=address,
            key=f"members.mailbox_bounced:{section.pk}:{section.bounced_at:%Y%m%d%H%M%S}:{address}",
            section=section,
            organization=organization,
        )
        for address in sorted(addresses - {section.mailbox})
    )
